package io.skuld.server.encoders;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuld.server.database.Database;
import io.skuld.server.database.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the store of vectors promises, on every database.
abstract class VectorStoreContract {
    TestDatabase place;
    Database database;
    SqlVectorStore store;

    abstract TestDatabase place();

    @BeforeEach
    void open() {
        place = place();
        database = place.open();
        store = new SqlVectorStore(database);
    }

    @AfterEach
    void close() {
        database.close();
        place.close();
    }

    @Test
    void givesBackEveryNumberAsItWas() {
        float[] vector = {0f, -0f, 1.5f, Float.MIN_VALUE, -Float.MAX_VALUE, 1e-20f};
        store.put("minilm-1", Map.of("a", vector));
        assertThat(store.findAll("minilm-1", List.of("a")).get("a")).containsExactly(vector);
    }

    @Test
    void leavesOutWhatItDoesNotHave() {
        store.put("minilm-1", Map.of("a", new float[] {1}));
        assertThat(store.findAll("minilm-1", List.of("a", "b"))).containsOnlyKeys("a");
        assertThat(store.findAll("minilm-1", List.of())).isEmpty();
    }

    @Test
    void keepsTheVersionsOfAnEncoderApart() {
        store.put("minilm-1", Map.of("a", new float[] {1}));
        assertThat(store.findAll("minilm-2", List.of("a"))).isEmpty();
        store.put("minilm-2", Map.of("a", new float[] {2, 3}));
        assertThat(store.findAll("minilm-1", List.of("a")).get("a")).containsExactly(1);
        assertThat(store.findAll("minilm-2", List.of("a")).get("a")).containsExactly(2, 3);
    }

    @Test
    void theSameAgainIsNoError() {
        store.put("minilm-1", Map.of("a", new float[] {1}));
        store.put("minilm-1", Map.of("a", new float[] {1}, "b", new float[] {2}));
        assertThat(store.findAll("minilm-1", List.of("a", "b"))).hasSize(2);
    }

    @Test
    void findsThousandsAtOnce() {
        Map<String, float[]> many = new HashMap<>();
        for (int text = 0; text < 2500; text++) many.put("text-" + text, new float[] {text});
        store.put("minilm-1", many);
        assertThat(store.findAll("minilm-1", new ArrayList<>(many.keySet()))).hasSize(2500);
    }
}
