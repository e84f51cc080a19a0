package org.tetrarch.web.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tetrarch.web.port.LabControl;

/** Knows two misbehaviours and does neither, and two peers whose lines stay as they are. */
public final class FakeLab implements LabControl {

  public static final String TOKEN = "open sesame";

  private Optional<String> active = Optional.empty();
  private final Map<String, Link> links = new TreeMap<>();

  public FakeLab() {
    heal();
  }

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

  @Override
  public synchronized List<Link> links() {
    return List.copyOf(links.values());
  }

  @Override
  public synchronized void set(Link link) {
    links.put(link.peer(), link);
  }

  @Override
  public final synchronized void heal() {
    for (String peer : List.of("node1", "node2")) {
      links.put(peer, new Link(peer, false, 0, 0));
    }
  }
}
