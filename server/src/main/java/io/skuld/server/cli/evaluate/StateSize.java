package io.skuld.server.cli.evaluate;

import io.skuld.engine.model.Recommender;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What a fitted model keeps in memory, counted by walking from it: its own objects, arrays and collections, each once,
/// with 64-bit headers and compressed references. Classes of the JDK other than collections count as one small object.
final class StateSize {
    private static final long HEADER = 16;
    private static final long REFERENCE = 4;
    private static final double MIB = 1024.0 * 1024;

    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private long bytes;

    private StateSize() {}

    static double mb(Recommender model) {
        StateSize size = new StateSize();
        size.meet(model);
        while (!size.open.isEmpty()) size.count(size.open.pop());
        return size.bytes / MIB;
    }

    private void meet(@Nullable Object object) {
        if (object != null && met.add(object)) open.push(object);
    }

    private void count(Object object) {
        bytes += HEADER;
        if (object.getClass().isArray()) countArray(object);
        else if (object instanceof Collection<?> all) all.forEach(this::countElement);
        else if (object instanceof AtomicReference<?> reference) meet(reference.get());
        else if (object instanceof Map<?, ?> map)
            map.forEach((key, value) -> {
                countElement(key);
                countElement(value);
            });
        else if (object.getClass().getName().startsWith("io.skuld.")) countFields(object);
    }

    private void countElement(@Nullable Object element) {
        bytes += REFERENCE;
        meet(element);
    }

    private void countArray(Object array) {
        Class<?> of = array.getClass().getComponentType();
        bytes += (of.isPrimitive() ? bytesOf(of) : REFERENCE) * Array.getLength(array);
        if (array instanceof Object[] objects) Arrays.stream(objects).forEach(this::meet);
    }

    private void countFields(Object object) {
        for (Class<?> type = object.getClass();
                type != null && type.getName().startsWith("io.skuld.");
                type = type.getSuperclass())
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) continue;
                bytes += bytesOf(field.getType());
                if (!field.getType().isPrimitive()) meet(valueOf(field, object));
            }
    }

    private static @Nullable Object valueOf(Field field, Object object) {
        // A lambda has no name and opens none of its fields; what it caught is small.
        if (object.getClass().isHidden() || !field.trySetAccessible()) return null;
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The field was made accessible", e);
        }
    }

    private static long bytesOf(Class<?> type) {
        if (type == long.class || type == double.class) return 8;
        if (type == short.class || type == char.class) return 2;
        if (type == byte.class || type == boolean.class) return 1;
        return 4;
    }
}
