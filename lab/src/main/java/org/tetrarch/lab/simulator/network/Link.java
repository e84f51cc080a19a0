package org.tetrarch.lab.simulator.network;

/**
 * How frames fare from one node to another; the way back is another link.
 *
 * @param loss share of frames that never arrive
 * @param repeat share that arrive twice
 * @param least shortest delay in milliseconds
 * @param spread how much longer it may take
 * @param ordered whether frames arrive in the order in which they were sent
 * @param cut nothing arrives
 */
public record Link(
    double loss, double repeat, int least, int spread, boolean ordered, boolean cut) {

  /** As between machines of one room. */
  public static final Link GOOD = new Link(0, 0, 1, 3, true, false);

  public static final Link CUT = new Link(0, 0, 1, 1, true, true);
}
