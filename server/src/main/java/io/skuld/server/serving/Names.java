package io.skuld.server.serving;

import io.skuld.server.learning.ServedModel;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Names of nodes and their dense numbers: first those of a data set, written as the numerals that it uses; others follow
/// in the order in which they came. One writer, any number of readers.
final class Names {
    private final int numbered;
    private final long[] ids;
    private final Map<String, Integer> further = new ConcurrentHashMap<>();
    private final Map<Integer, String> byNumber = new ConcurrentHashMap<>();

    private Names(int numbered, long[] ids) {
        this.numbered = numbered;
        this.ids = ids;
    }

    /// Of a data set that counts from 0.
    static Names counted(int count) {
        return new Names(count, new long[0]);
    }

    /// Of a data set with ids of its own.
    ///
    /// @param ids ascending, each once, at least 0
    static Names of(Collection<Long> ids) {
        return new Names(ids.size(), ids.stream().mapToLong(Long::longValue).toArray());
    }

    /// The number of this name, or [ServedModel#UNKNOWN].
    int number(String name) {
        long numeral = numeral(name);
        int number =
                numeral < 0 || ids.length == 0
                        ? (int) Math.min(numeral, Integer.MAX_VALUE)
                        : Arrays.binarySearch(ids, numeral);
        return number >= 0 && number < numbered
                ? number
                : further.getOrDefault(name, ServedModel.UNKNOWN);
    }

    /// A plain numeral as `17`, or -1.
    private static long numeral(String name) {
        int length = name.length();
        if (length == 0 || length > 18 || length > 1 && name.charAt(0) == '0') return -1;
        long number = 0;
        for (int k = 0; k < length; k++) {
            int digit = name.charAt(k) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = 10 * number + digit;
        }
        return number;
    }

    /// The number of this name, a new one when it has none.
    int add(String name) {
        int known = number(name);
        if (known != ServedModel.UNKNOWN) return known;
        int next = numbered + further.size();
        byNumber.put(next, name);
        further.put(name, next);
        return next;
    }

    String name(int number) {
        if (number < numbered)
            return ids.length == 0 ? Integer.toString(number) : Long.toString(ids[number]);
        String name = byNumber.get(number);
        if (name == null) throw new IllegalArgumentException("There is no number " + number);
        return name;
    }
}
