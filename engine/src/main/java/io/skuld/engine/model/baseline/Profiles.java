package io.skuld.engine.model.baseline;

import io.skuld.engine.graph.SignedEdges;
import java.util.Arrays;

/// Who met what, each pair once: rows of a sparse signed matrix, columns ascending. A pair that was seen with both signs
/// counts as liked.
final class Profiles {
    private final int columns;
    private final int[] start;
    private final int[] column;
    private final boolean[] liked;

    private Profiles(int columns, int[] start, int[] column, boolean[] liked) {
        this.columns = columns;
        this.start = start;
        this.column = column;
        this.liked = liked;
    }

    /// Likes and dislikes; one row a person, one column an item.
    static Profiles of(SignedEdges edges) {
        long[] pairs = new long[edges.size()];
        for (int e = 0; e < pairs.length; e++)
            pairs[e] =
                    ((long) edges.person(e) << 32)
                            | ((long) edges.item(e) << 1)
                            | (edges.liked(e) ? 0 : 1);
        Arrays.sort(pairs);
        int[] start = new int[edges.people() + 1];
        int[] column = new int[pairs.length];
        boolean[] liked = new boolean[pairs.length];
        int size = 0;
        for (int k = 0; k < pairs.length; k++) {
            // The like of a pair sorts before its dislike, so the first of each pair decides.
            if (k > 0 && pairs[k] >>> 1 == pairs[k - 1] >>> 1) continue;
            start[(int) (pairs[k] >>> 32) + 1]++;
            column[size] = (int) (pairs[k] & 0xFFFFFFFFL) >>> 1;
            liked[size++] = (pairs[k] & 1) == 0;
        }
        for (int p = 0; p < edges.people(); p++) start[p + 1] += start[p];
        return new Profiles(
                edges.items(), start, Arrays.copyOf(column, size), Arrays.copyOf(liked, size));
    }

    /// The same without the dislikes.
    Profiles likesOnly() {
        int[] newStart = new int[start.length];
        int[] kept = new int[column.length];
        int size = 0;
        for (int row = 0; row < rows(); row++) {
            for (int k = start[row]; k < start[row + 1]; k++)
                if (liked[k]) kept[size++] = column[k];
            newStart[row + 1] = size;
        }
        boolean[] all = new boolean[size];
        Arrays.fill(all, true);
        return new Profiles(columns, newStart, Arrays.copyOf(kept, size), all);
    }

    /// Rows become columns: one row an item, one column a person.
    Profiles transposed() {
        int[] newStart = new int[columns + 1];
        for (int c : column) newStart[c + 1]++;
        for (int c = 0; c < columns; c++) newStart[c + 1] += newStart[c];
        int[] next = newStart.clone();
        int[] newColumn = new int[column.length];
        boolean[] newLiked = new boolean[column.length];
        for (int row = 0; row < rows(); row++)
            for (int k = start[row]; k < start[row + 1]; k++) {
                int place = next[column[k]]++;
                newColumn[place] = row;
                newLiked[place] = liked[k];
            }
        return new Profiles(rows(), newStart, newColumn, newLiked);
    }

    int rows() {
        return start.length - 1;
    }

    int columns() {
        return columns;
    }

    int size() {
        return column.length;
    }

    /// Whether there is a row of that number at all; a newcomer has none.
    boolean has(int row) {
        return row >= 0 && row < rows();
    }

    int from(int row) {
        return start[row];
    }

    int to(int row) {
        return start[row + 1];
    }

    int count(int row) {
        return start[row + 1] - start[row];
    }

    int column(int position) {
        return column[position];
    }

    boolean liked(int position) {
        return liked[position];
    }

    /// What the matrix holds there: 1 for a like, `dislike` for a dislike.
    float entry(int position, float dislike) {
        return liked[position] ? 1 : dislike;
    }

    /// `XᵀX` of the matrix X with these entries, the lower triangle of it; shape (columns, columns).
    float[] gram(float dislike) {
        float[] gram = new float[Math.multiplyExact(columns, columns)];
        for (int row = 0; row < rows(); row++)
            for (int a = start[row]; a < start[row + 1]; a++) {
                float left = entry(a, dislike);
                int at = column[a] * columns;
                for (int b = start[row]; b <= a; b++)
                    gram[at + column[b]] += left * entry(b, dislike);
            }
        return gram;
    }

    boolean contains(int row, int wanted) {
        return Arrays.binarySearch(column, start[row], start[row + 1], wanted) >= 0;
    }
}
