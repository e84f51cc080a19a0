package org.tetrarch.genesis;

/**
 * How PBFT runs on this chain; the same for every replica. Times are milliseconds.
 *
 * @param window distance between the low and the high watermark, in sequence numbers (PBFT §4.2);
 *     at least two checkpoint intervals
 * @param checkpointInterval a checkpoint every so many sequence numbers
 * @param maxInFlight sequence numbers that the primary has open at once; at most the window
 * @param maxBatchTransactions most transactions in one batch, and so in one block
 * @param requestTimeoutMillis how long a pending transaction may wait before its replica asks for
 *     another primary
 * @param heartbeatMillis how often an idle primary shows that it lives
 * @param primaryTimeoutMillis silence after which a primary counts as dead; above the heartbeat
 * @param viewChangeTimeoutMillis first wait for NEW-VIEW; doubles with each failed view
 * @param maxTimeoutMillis where doubling stops
 */
public record PbftParameters(
    int window,
    int checkpointInterval,
    int maxInFlight,
    int maxBatchTransactions,
    int requestTimeoutMillis,
    int heartbeatMillis,
    int primaryTimeoutMillis,
    int viewChangeTimeoutMillis,
    int maxTimeoutMillis) {

  private static final PbftParameters DEFAULT =
      new PbftParameters(16, 1, 8, 2_000, 2_000, 250, 1_000, 2_000, 30_000);

  /** Bounds what a replica keeps in memory per peer. */
  static final int MAX_WINDOW = 1_024;

  /** A batch of transfers must fit one message frame. */
  static final int MAX_BATCH_TRANSACTIONS = 10_000;

  private static final int HOUR_MILLIS = 3_600_000;

  /** What a NEW-VIEW may take on the wire. */
  private static final int NEW_VIEW_BYTES = 1 << 22;

  /** No less than any signed vote takes there. */
  private static final int VOTE_BYTES = 128;

  public PbftParameters {
    within("checkpointInterval", checkpointInterval, 1, MAX_WINDOW / 2);
    within("window", window, 1, MAX_WINDOW);
    requireTwoIntervals(window, checkpointInterval);
    within("maxInFlight", maxInFlight, 1, window);
    within("maxBatchTransactions", maxBatchTransactions, 1, MAX_BATCH_TRANSACTIONS);
    within("maxTimeoutMillis", maxTimeoutMillis, 1, HOUR_MILLIS);
    within("requestTimeoutMillis", requestTimeoutMillis, 1, maxTimeoutMillis);
    within("viewChangeTimeoutMillis", viewChangeTimeoutMillis, 1, maxTimeoutMillis);
    within("primaryTimeoutMillis", primaryTimeoutMillis, 2, maxTimeoutMillis);
    within("heartbeatMillis", heartbeatMillis, 1, primaryTimeoutMillis - 1);
  }

  /**
   * The widest window for so many replicas. A NEW-VIEW carries q VIEW-CHANGEs, each with a
   * certificate of q votes for every sequence number of the window and one for its checkpoint, and
   * one vote of its own for every number: that must fit one frame, or no view could follow another.
   *
   * @param quorum q, at most that of {@value Genesis#MAX_VALIDATORS} replicas
   */
  public static int widestWindow(int quorum) {
    int fixed = (quorum * (quorum + 2) + 1) * VOTE_BYTES;
    int eachNumber = (quorum * quorum + 1) * VOTE_BYTES;
    return Math.min(MAX_WINDOW, (NEW_VIEW_BYTES - fixed) / eachNumber);
  }

  /** What a genesis file gets that says nothing of its own, for a quorum of so many. */
  public static PbftParameters defaults(int quorum) {
    int window = Math.min(DEFAULT.window, widestWindow(quorum));
    return new PbftParameters(
        window,
        DEFAULT.checkpointInterval,
        Math.min(DEFAULT.maxInFlight, window),
        DEFAULT.maxBatchTransactions,
        DEFAULT.requestTimeoutMillis,
        DEFAULT.heartbeatMillis,
        DEFAULT.primaryTimeoutMillis,
        DEFAULT.viewChangeTimeoutMillis,
        DEFAULT.maxTimeoutMillis);
  }

  /** PBFT §4.3: with less, replicas wait at the high watermark for each checkpoint to be stable. */
  private static void requireTwoIntervals(int window, int checkpointInterval) {
    int least = 2 * checkpointInterval;
    if (window < least) {
      throw new IllegalArgumentException(
          "window: must be at least two checkpoint intervals, which is %d with checkpointInterval %d, not %d"
              .formatted(least, checkpointInterval, window));
    }
  }

  private static void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          field + ": must be between " + least + " and " + most + ", not " + value);
    }
  }
}
