package io.skuld.server.learning;

import io.skuld.server.ActionableException;
import java.util.List;

/// There is no model of this version.
public final class UnknownVersionException extends ActionableException {
    public UnknownVersionException(String version, List<String> known) {
        super(
                Kind.NOT_FOUND,
                "There is no model version '%s'. The active one goes on answering; there are %s."
                        .formatted(version, String.join(", ", known)));
    }
}
