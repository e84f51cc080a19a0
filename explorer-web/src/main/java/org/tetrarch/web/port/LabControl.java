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

  /**
   * @param name stable, kebab-case
   * @param description what it does, one sentence
   * @param expectation what should be seen when PBFT holds, one sentence
   */
  record Misbehaviour(String name, String description, String expectation) {}
}
