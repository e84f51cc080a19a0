package org.tetrarch.node.plugin;

/**
 * What is wrong with the line from this replica to another one; the way back is another line.
 *
 * @param cut nothing arrives
 * @param delayMillis how much later than it would frames arrive, in their order
 * @param dropPercent how many in a hundred frames are lost, each by chance
 */
public record LinkFault(boolean cut, int delayMillis, int dropPercent) {
  public static final LinkFault NONE = new LinkFault(false, 0, 0);
}
