package org.tetrarch.node.http;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.web.port.LabControl;

/** The lab of this node behind its token. */
public final class LabView implements LabControl {
  private static final Logger log = LoggerFactory.getLogger(LabView.class);

  private final Lab lab;
  private final String token;

  public LabView(Lab lab, String token) {
    this.lab = lab;
    this.token = token;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public List<LabControl.Misbehaviour> misbehaviours() {
    return lab.misbehaviours().stream()
        .map(m -> new LabControl.Misbehaviour(m.name(), m.description(), m.expectation()))
        .toList();
  }

  @Override
  public Optional<String> active() {
    return lab.active().map(org.tetrarch.node.plugin.Misbehaviour::name);
  }

  @Override
  public boolean set(String name) {
    boolean known = lab.set(name);
    if (known) {
      log.warn("this node is malicious from now on: {}", name);
    }
    return known;
  }

  @Override
  public void clear() {
    lab.clear();
    log.warn("this node is honest again");
  }
}
