package io.skuld.server.encoders;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// all-MiniLM-L6-v2, quantised to 8 bits: 384 numbers a text, English, reads up to 256 tokens
/// (Reimers and Gurevych, "Sentence-BERT", EMNLP 2019: mean of the token vectors, scaled to length 1).
///
/// Runs on one thread of the CPU and never touches the network. Loading waits for the first text, because it costs
/// more than the rest of the start together.
public final class MiniLmEncoder implements TextEncoder, AutoCloseable {
    private static final int DIM = 384;
    private static final int MAX_TOKENS = 256;
    private static final int MAX_BATCH = 32;
    private static final int LONGEST_COMMAND_LINE = 3900;
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final Path cache;

    /// Held for reading while the native model is in use, for writing while it is freed.
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private @Nullable Loaded loaded;

    private record Loaded(HuggingFaceTokenizer tokenizer, OrtSession session) {}

    /// @param home the data folder; the tokenizer's native library is unpacked below it
    public MiniLmEncoder(Path home) {
        this.cache = home.resolve("cache").resolve("encoder");
    }

    @Override
    public String version() {
        return "all-minilm-l6-v2-q/" + MAX_TOKENS;
    }

    @Override
    public int dim() {
        return DIM;
    }

    @Override
    public float[][] encode(List<String> texts) {
        use.readLock().lock();
        try {
            return encode(loaded(), texts);
        } finally {
            use.readLock().unlock();
        }
    }

    private float[][] encode(Loaded model, List<String> texts) {
        // Texts of one length together: a short text beside a long one would be padded to its
        // length.
        int[] byLength =
                IntStream.range(0, texts.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        float[][] vectors = new float[texts.size()][];
        for (int from = 0; from < byLength.length; from += MAX_BATCH) {
            int[] batch =
                    Arrays.copyOfRange(byLength, from, Math.min(from + MAX_BATCH, byLength.length));
            float[][] encoded =
                    encodeBatch(model, Arrays.stream(batch).mapToObj(texts::get).toList());
            for (int k = 0; k < batch.length; k++) vectors[batch[k]] = encoded[k];
        }
        return vectors;
    }

    private float[][] encodeBatch(Loaded model, List<String> texts) {
        Encoding[] encodings = model.tokenizer.batchEncode(texts);
        int tokens = encodings[0].getIds().length;
        long[] shape = {encodings.length, tokens};
        LongBuffer ids = LongBuffer.allocate(encodings.length * tokens);
        LongBuffer mask = LongBuffer.allocate(encodings.length * tokens);
        for (Encoding encoding : encodings) {
            ids.put(encoding.getIds());
            mask.put(encoding.getAttentionMask());
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids.flip(), shape);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask.flip(), shape);
                OnnxTensor typeTensor =
                        OnnxTensor.createTensor(
                                environment, LongBuffer.allocate(ids.capacity()), shape);
                OrtSession.Result result =
                        model.session.run(
                                Map.of(
                                        "input_ids", idTensor,
                                        "attention_mask", maskTensor,
                                        "token_type_ids", typeTensor))) {
            FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[][] vectors = new float[encodings.length][];
            for (int b = 0; b < vectors.length; b++)
                vectors[b] = pool(hidden, b * tokens * DIM, encodings[b].getAttentionMask());
            return vectors;
        } catch (OrtException e) {
            throw new EncoderUnavailableException(version(), e);
        }
    }

    /// Mean over the real tokens, scaled to length 1.
    ///
    /// @param hidden token vectors of the batch, shape (texts, tokens, DIM)
    /// @param offset where this text starts in it
    /// @param mask 1 for a real token, 0 for padding; shape (tokens)
    private static float[] pool(FloatBuffer hidden, int offset, long[] mask) {
        float[] sum = new float[DIM];
        for (int t = 0; t < mask.length; t++) {
            if (mask[t] == 0) continue;
            int row = offset + t * DIM;
            for (int d = 0; d < DIM; d++) sum[d] += hidden.get(row + d);
        }
        double squares = 0;
        for (float s : sum) squares += (double) s * s;
        float scale = (float) (1 / Math.max(1e-12, Math.sqrt(squares)));
        for (int d = 0; d < DIM; d++) sum[d] *= scale;
        return sum;
    }

    private synchronized Loaded loaded() {
        if (loaded == null) loaded = load();
        return loaded;
    }

    private Loaded load() {
        refuseLongCommandLine();
        // The tokenizer library reports its use over the network unless told not to, before its
        // first call.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("DJL_CACHE_DIR", cache.toString());
        try (InputStream tokenizer = resource(TOKENIZER)) {
            return new Loaded(
                    HuggingFaceTokenizer.newInstance(
                            tokenizer,
                            Map.of(
                                    "truncation", "true",
                                    "maxLength", String.valueOf(MAX_TOKENS),
                                    "padding", "true")),
                    session());
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            throw new EncoderUnavailableException(version(), e);
        }
    }

    /// ONNX Runtime 1.29 on Linux ends the process with a segmentation fault when the command line that started it has
    /// 4,096 characters or more, as a class path spelled out in full easily has.
    private void refuseLongCommandLine() {
        Path commandLine = Path.of("/proc/self/cmdline");
        if (!Files.isReadable(commandLine)) return;
        try (InputStream in = Files.newInputStream(commandLine)) {
            if (in.readNBytes(LONGEST_COMMAND_LINE).length == LONGEST_COMMAND_LINE)
                throw new EncoderUnavailableException(
                        version(),
                        new IOException(
                                "the command line that started Skuld is too long for ONNX Runtime; start it with './skuld', or with a class path such as 'app/*'"));
        } catch (IOException e) {
            throw new EncoderUnavailableException(version(), e);
        }
    }

    private static OrtSession session() throws IOException, OrtException {
        try (InputStream model = resource(MODEL);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Both keep the memory of the largest batch for ever; encoding is rare, memory at rest
            // is not.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            return OrtEnvironment.getEnvironment().createSession(model.readAllBytes(), options);
        }
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        InputStream in = MiniLmEncoder.class.getResourceAsStream(name);
        if (in == null) throw new FileNotFoundException(name + " is not on the class path");
        return in;
    }

    /// Frees the native memory when nobody uses it any more; the next text loads the model again.
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            free();
        } finally {
            use.writeLock().unlock();
        }
    }

    private synchronized void free() {
        if (loaded == null) return;
        try {
            loaded.tokenizer.close();
            loaded.session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The text encoder could not be freed", e);
        }
        loaded = null;
    }
}
