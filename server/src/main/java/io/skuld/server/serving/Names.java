package io.skuld.server.serving;

import io.skuld.server.learning.ServedModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Names of nodes and their dense numbers: those of a data set are `0 … count-1`, written as numbers; others follow in
/// the order in which they came. One writer, any number of readers.
final class Names {
    private final int numbered;
    private final Map<String, Integer> further = new ConcurrentHashMap<>();
    private final Map<Integer, String> byNumber = new ConcurrentHashMap<>();

    Names(int numbered) {
        this.numbered = numbered;
    }

    /// The number of this name, or [ServedModel#UNKNOWN].
    int number(String name) {
        int number = numeral(name);
        return number >= 0 && number < numbered
                ? number
                : further.getOrDefault(name, ServedModel.UNKNOWN);
    }

    /// A plain numeral as `17`, or -1.
    private static int numeral(String name) {
        int length = name.length();
        if (length == 0 || length > 9 || length > 1 && name.charAt(0) == '0') return -1;
        int number = 0;
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
        if (number < numbered) return Integer.toString(number);
        String name = byNumber.get(number);
        if (name == null) throw new IllegalArgumentException("There is no number " + number);
        return name;
    }
}
