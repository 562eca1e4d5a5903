package io.skuld.server.encoders;

import io.skuld.server.database.Database;
import io.skuld.server.database.Rows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Vectors in table `vector`, as little-endian floats.
public final class SqlVectorStore implements VectorStore {
    private record Row(String hash, float[] vector) {}

    private final Database database;

    public SqlVectorStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, float[]> findAll(String version, Collection<String> hashes) {
        List<Row> rows =
                database.read(handle ->
                        Rows.ofKeys(
                                handle,
                                "SELECT content_hash, numbers FROM vector WHERE encoder = '%s' AND content_hash IN (<keys>)"
                                        .formatted(plain(version)),
                                hashes,
                                row -> new Row(row.getString(1), floats(row.getBytes(2)))));
        Map<String, float[]> found = HashMap.newHashMap(rows.size());
        for (Row row : rows) found.put(row.hash(), row.vector());
        return found;
    }

    /// An encoder's version goes into the text of a statement, so it is held to plain characters.
    private static String plain(String version) {
        if (!version.matches("[A-Za-z0-9._/:+-]+"))
            throw new IllegalArgumentException(
                    "An encoder's version is letters, digits and ._/:+-, got '%s'"
                            .formatted(version));
        return version;
    }

    @Override
    public void put(String version, Map<String, float[]> vectors) {
        database.change(handle ->
                Rows.batch(
                        handle,
                        "INSERT INTO vector (encoder, content_hash, numbers) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        List.copyOf(vectors.entrySet()),
                        (statement, entry) -> {
                            statement.setString(1, version);
                            statement.setString(2, entry.getKey());
                            statement.setBytes(3, bytes(entry.getValue()));
                        }));
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer buffer =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
