package io.skuld.server.serving;

import io.skuld.engine.graph.SignedEdges;
import io.skuld.server.learning.ServedModel.Interaction;
import java.util.HashMap;
import java.util.Map;

/// A data set's interactions with what was reported after it.
final class Reported {
    private Reported() {}

    /// The newest word on a pair counts: lines of the data set about a reported pair are left out.
    ///
    /// @param people names that already have all of `reported`, as `items`
    static SignedEdges after(
            SignedEdges data, Iterable<Interaction> reported, Names people, Names items) {
        Map<Long, Interaction> last = new HashMap<>();
        int peopleCount = data.people();
        int itemCount = data.items();
        for (Interaction interaction : reported) {
            int person = people.number(interaction.user());
            int item = items.number(interaction.item());
            last.put(pair(person, item), interaction);
            peopleCount = Math.max(peopleCount, person + 1);
            itemCount = Math.max(itemCount, item + 1);
        }
        int[] person = new int[data.size() + last.size()];
        int[] item = new int[person.length];
        float[] weight = new float[person.length];
        long[] time = new long[person.length];
        int n = 0;
        for (int e = 0; e < data.size(); e++) {
            if (last.containsKey(pair(data.person(e), data.item(e)))) continue;
            person[n] = data.person(e);
            item[n] = data.item(e);
            weight[n] = data.weight(e);
            time[n++] = data.time(e);
        }
        for (Map.Entry<Long, Interaction> entry : last.entrySet()) {
            person[n] = (int) (entry.getKey() >>> 32);
            item[n] = entry.getKey().intValue();
            weight[n] = entry.getValue().weight();
            time[n++] = entry.getValue().at().getEpochSecond();
        }
        return new SignedEdges(
                peopleCount,
                itemCount,
                java.util.Arrays.copyOf(person, n),
                java.util.Arrays.copyOf(item, n),
                java.util.Arrays.copyOf(weight, n),
                java.util.Arrays.copyOf(time, n));
    }

    private static long pair(int person, int item) {
        return (long) person << 32 | item;
    }

    /// The same edges among more people and items.
    static SignedEdges widened(SignedEdges edges, int people, int items) {
        int[] person = new int[edges.size()];
        int[] item = new int[edges.size()];
        float[] weight = new float[edges.size()];
        long[] time = new long[edges.size()];
        for (int e = 0; e < person.length; e++) {
            person[e] = edges.person(e);
            item[e] = edges.item(e);
            weight[e] = edges.weight(e);
            time[e] = edges.time(e);
        }
        return new SignedEdges(people, items, person, item, weight, time);
    }
}
