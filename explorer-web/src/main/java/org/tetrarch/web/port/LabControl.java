package org.tetrarch.web.port;

import java.util.List;
import java.util.Optional;

/** Makes this very node misbehave; exists only in a node that was started with {@code --lab}. */
public interface LabControl {

  /** The secret that the launcher printed; whoever shows it may use the lab. */
  String token();

  /** All misbehaviours that this node knows, in the order in which a menu should show them. */
  List<Misbehaviour> misbehaviours();

  /** The name of the misbehaviour that is on, or empty while this node is honest. */
  Optional<String> active();

  /** Turns a misbehaviour on in place of any other; false when no misbehaviour has that name. */
  boolean set(String name);

  /** Makes this node honest again. */
  void clear();

  /** The lines from this node to every other one, as they are now. */
  List<Link> links();

  /** What is wrong with the line to one of the peers of {@link #links()} from now on. */
  void set(Link link);

  /** Makes all lines from this node good again. */
  void heal();

  /**
   * What is wrong with the line from this node to a peer. The way back is the peer's.
   *
   * @param peer its name
   * @param cut nothing arrives
   * @param delayMillis how much later everything arrives
   * @param dropPercent how many in a hundred messages are lost
   */
  record Link(String peer, boolean cut, int delayMillis, int dropPercent) {
    public static final int MAX_DELAY_MILLIS = 60_000;

    public Link {
      if (delayMillis < 0 || delayMillis > MAX_DELAY_MILLIS) {
        throw new IllegalArgumentException("a delay of " + delayMillis + " ms");
      }
      if (dropPercent < 0 || dropPercent > 100) {
        throw new IllegalArgumentException("a loss of " + dropPercent + " percent");
      }
    }
  }

  /**
   * @param name stable, kebab-case
   * @param description what it does, one sentence
   * @param expectation what should be seen when PBFT holds, one sentence
   */
  record Misbehaviour(String name, String description, String expectation) {}
}
