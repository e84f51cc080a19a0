package org.tetrarch.node.mempool;

/**
 * How much the mempool holds.
 *
 * @param perSender transactions of one sender
 * @param total transactions in all
 * @param timeToLiveMillis how long one may wait
 * @param rememberedFates of transactions that wait no more
 */
public record MempoolLimits(int perSender, int total, long timeToLiveMillis, int rememberedFates) {
  /** With transfers, some 30 MB when full. */
  public static final MempoolLimits DEFAULT =
      new MempoolLimits(256, 20_000, 3 * 60 * 60 * 1000L, 100_000);

  public MempoolLimits {
    if (perSender < 1 || total < 1 || timeToLiveMillis < 1 || rememberedFates < 1) {
      throw new IllegalArgumentException("every limit of the mempool is at least 1");
    }
  }
}
