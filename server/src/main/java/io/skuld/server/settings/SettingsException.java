package io.skuld.server.settings;

import io.skuld.server.ActionableException;
import java.util.List;

/// Some settings are unknown or do not fit; all of them are named at once.
public final class SettingsException extends ActionableException {
    SettingsException(List<String> problems) {
        super(
                Kind.BAD_INPUT,
                "%s%nNothing was started. Correct the settings file, the environment or the flag; './skuld doctor --settings' lists every key."
                        .formatted(String.join(System.lineSeparator(), problems)));
    }
}
