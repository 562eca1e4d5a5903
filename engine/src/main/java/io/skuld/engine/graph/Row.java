package io.skuld.engine.graph;

import java.util.Arrays;

/// The edges of one node that changed since the last merge, in blocks, so that a change copies one block and not the row. The
/// last block is no longer than it must be, so that many short rows lie close together.
/// Immutable for its readers: a newer row may share blocks with an older one, but writes only cells beyond its size.
final class Row {
    static final int BLOCK = 256;
    static final Row EMPTY = new Row(new int[0][], new int[0][], 0, 0);

    /// Shape (ceil(size / BLOCK), BLOCK), the last block at most so long.
    final int[][] ends;

    /// As `ends`, or of length 0 where facts are not kept.
    final int[][] facts;

    final int size;
    final int likes;

    private Row(int[][] ends, int[][] facts, int size, int likes) {
        this.ends = ends;
        this.facts = facts;
        this.size = size;
        this.likes = likes;
    }

    static Row copyOf(int[] ends, int[] facts, int from, int to, int likes) {
        return new Row(blocks(ends, from, to), blocks(facts, from, to), to - from, likes);
    }

    private static int[][] blocks(int[] cells, int from, int to) {
        if (cells.length == 0) return new int[0][];
        int[][] blocks = new int[(to - from + BLOCK - 1) / BLOCK][];
        for (int b = 0; b < blocks.length; b++) {
            int at = from + b * BLOCK;
            int count = Math.min(BLOCK, to - at);
            blocks[b] = new int[roomFor(count)];
            System.arraycopy(cells, at, blocks[b], 0, count);
        }
        return blocks;
    }

    /// A few more cells than are in use.
    private static int roomFor(int count) {
        return Math.min(BLOCK, count + count / 4 + 4);
    }

    int end(int k) {
        return ends[k / BLOCK][k % BLOCK];
    }

    int fact(int k) {
        return facts[k / BLOCK][k % BLOCK];
    }

    /// Only the newest row may append: the cell beyond its size is nobody else's.
    Row append(int end, int fact, boolean withFacts) {
        return new Row(
                appended(ends, end),
                withFacts ? appended(facts, fact) : facts,
                size + 1,
                likes + (EdgeRun.liked(end) ? 1 : 0));
    }

    private int[][] appended(int[][] blocks, int cell) {
        int[][] grown = blocks;
        int last = size / BLOCK;
        if (last == blocks.length) {
            grown = Arrays.copyOf(blocks, last + 1);
            grown[last] = new int[roomFor(1)];
        } else if (size % BLOCK == blocks[last].length) {
            grown = blocks.clone();
            grown[last] = Arrays.copyOf(blocks[last], roomFor(blocks[last].length + 1));
        }
        grown[last][size % BLOCK] = cell;
        return grown;
    }

    Row replace(int k, int end, int fact) {
        int change = (EdgeRun.liked(end) ? 1 : 0) - (EdgeRun.liked(end(k)) ? 1 : 0);
        int[][] newFacts = facts.length == 0 ? facts : with(facts, k, fact);
        return new Row(with(ends, k, end), newFacts, size, likes + change);
    }

    private static int[][] with(int[][] blocks, int k, int cell) {
        int[][] copy = blocks.clone();
        copy[k / BLOCK] = copy[k / BLOCK].clone();
        copy[k / BLOCK][k % BLOCK] = cell;
        return copy;
    }

    /// Removes cell `k` by moving the last cell into its place.
    Row remove(int k) {
        int last = size - 1;
        int newLikes = likes - (EdgeRun.liked(end(k)) ? 1 : 0);
        int[][] newFacts = facts.length == 0 ? facts : withoutLast(with(facts, k, fact(last)));
        return new Row(withoutLast(with(ends, k, end(last))), newFacts, last, newLikes);
    }

    /// Cells held.
    long cells() {
        long sum = 0;
        for (int[] block : ends) sum += block.length;
        for (int[] block : facts) sum += block.length;
        return sum;
    }

    // An older row still reads the last cell: the next append must not write into that block.
    private int[][] withoutLast(int[][] blocks) {
        int last = (size - 1) / BLOCK;
        if ((size - 1) % BLOCK == 0) return Arrays.copyOf(blocks, last);
        blocks[last] = blocks[last].clone();
        return blocks;
    }
}
