package org.tetrarch.web.fake;

import java.util.List;
import java.util.Optional;
import org.tetrarch.web.port.LabControl;

/** Knows two misbehaviours and does neither. */
public final class FakeLab implements LabControl {

  public static final String TOKEN = "open sesame";

  private Optional<String> active = Optional.empty();

  @Override
  public String token() {
    return TOKEN;
  }

  @Override
  public List<Misbehaviour> misbehaviours() {
    return List.of(
        new Misbehaviour("silent", "Sends nothing.", "The view changes."),
        new Misbehaviour("equivocate", "Says two things.", "Evidence appears."));
  }

  @Override
  public synchronized Optional<String> active() {
    return active;
  }

  @Override
  public synchronized boolean set(String name) {
    boolean known = misbehaviours().stream().anyMatch(one -> one.name().equals(name));
    if (known) {
      active = Optional.of(name);
    }
    return known;
  }

  @Override
  public synchronized void clear() {
    active = Optional.empty();
  }
}
