package org.tetrarch.node.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.FaultyLinks;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.node.plugin.LinkFault;
import org.tetrarch.web.port.LabControl;

/** The lab of this node behind its token. */
public final class LabView implements LabControl {
  private static final Logger log = LoggerFactory.getLogger(LabView.class);

  private final Lab lab;
  private final FaultyLinks links;
  private final SequencedMap<String, ReplicaId> peers;
  private final String token;

  /**
   * @param peers the other replicas by name
   */
  public LabView(Lab lab, FaultyLinks links, SequencedMap<String, ReplicaId> peers, String token) {
    this.lab = lab;
    this.links = links;
    this.peers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(peers));
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

  @Override
  public List<Link> links() {
    return peers.entrySet().stream()
        .map(peer -> link(peer.getKey(), links.fault(peer.getValue())))
        .toList();
  }

  private static Link link(String peer, LinkFault fault) {
    return new Link(peer, fault.cut(), fault.delayMillis(), fault.dropPercent());
  }

  @Override
  public void set(Link link) {
    ReplicaId peer = peers.get(link.peer());
    if (peer == null) {
      throw new IllegalArgumentException("no peer is called " + link.peer());
    }
    links.set(peer, new LinkFault(link.cut(), link.delayMillis(), link.dropPercent()));
    log.warn("the lab sets the line to {}", link);
  }

  @Override
  public void heal() {
    links.heal();
    log.warn("the lab heals all lines from this node");
  }
}
