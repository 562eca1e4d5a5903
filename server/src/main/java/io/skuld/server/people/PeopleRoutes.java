package io.skuld.server.people;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.skuld.server.ActionableException.Kind;
import io.skuld.server.http.Access;
import io.skuld.server.http.Fields;
import io.skuld.server.http.HttpProblem;
import io.skuld.server.http.Json;
import io.skuld.server.http.Query;
import io.skuld.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The people of this Skuld: who may run it sees and changes all, everybody else sees only themselves.
public final class PeopleRoutes implements Routes {
    private final People people;
    private final Access access;

    public PeopleRoutes(People people, Access access) {
        this.people = people;
        this.access = access;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/people", this::list);
        routes.post("/api/v1/people", this::save);
        routes.delete("/api/v1/people/{person}", this::delete);
    }

    private void list(Context context) {
        PersonId self = access.reads(context, null);
        Query.of(context);
        boolean all = access.caller(context).may(io.skuld.server.http.Caller.Scope.ADMIN);
        List<Person> seen = all ? people.all() : people.find(self).map(List::of).orElse(List.of());
        context.json(Map.of("people", seen.stream().map(PeopleRoutes::json).toList()));
    }

    private void save(Context context) {
        access.administers(context);
        Query.of(context);
        Fields fields = Fields.of(Json.body(context), "The person", Set.of("id", "name"));
        PersonId id = new PersonId(fields.requiredText("id", Person.LONGEST_NAME));
        String name = fields.text("name", Person.LONGEST_NAME);
        boolean isNew = people.find(id).isEmpty();
        Person saved = people.save(id, name == null || name.isBlank() ? id.value() : name.strip());
        context.status(isNew ? 201 : 200).json(json(saved));
    }

    private void delete(Context context) {
        access.administers(context);
        Query.of(context);
        PersonId id = new PersonId(context.pathParam("person"));
        if (id.equals(PersonId.ME))
            throw new HttpProblem(
                    Kind.CONFLICT,
                    "'me' is the owner of this Skuld and cannot be deleted. Nothing was changed; take back imports or single signals, or remove the data folder.");
        people.known(id);
        List<String> left = people.delete(id);
        if (left.isEmpty()) context.status(204);
        else context.json(Map.of("left", left));
    }

    private static Map<String, Object> json(Person person) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", person.id().value());
        json.put("name", person.name());
        json.put("created", person.created());
        return json;
    }
}
