package org.tetrarch.lab.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.consensus.number.View;

/** What happened in a run, or in many: a run in which nothing happened proves nothing. */
public final class Statistics {
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final TreeMap<String, Integer> behaviours = new TreeMap<>();
  private final TreeMap<Integer, Integer> sizes = new TreeMap<>();
  private long runs;
  private long runsWithViewChange;
  private long highestView;
  private long blocks;
  private long transfers;
  private long evidence;
  private long events;
  private long virtualMillis;
  private long longestRecoveryMillis;

  void ofRun(int n) {
    runs = 1;
    sizes.put(n, 1);
  }

  /** A fault has really struck in this run. */
  void struck(Fault fault) {
    faults.put(fault, 1);
  }

  /** A misbehaviour was on in this run. */
  void misbehaved(String name) {
    behaviours.put(name, 1);
  }

  void viewEntered(View view) {
    highestView = Math.max(highestView, view.number());
    runsWithViewChange = highestView > 0 ? 1 : 0;
  }

  void finished(long atBlock, long included, Timeline timeline, long recoveryMillis) {
    blocks = atBlock;
    transfers = included;
    events = timeline.happened();
    virtualMillis = timeline.now();
    longestRecoveryMillis = recoveryMillis;
  }

  void accused() {
    evidence++;
  }

  /** Adds another run, or other runs. */
  public void add(Statistics other) {
    other.faults.forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
    other.behaviours.forEach((name, count) -> behaviours.merge(name, count, Integer::sum));
    other.sizes.forEach((n, count) -> sizes.merge(n, count, Integer::sum));
    runs += other.runs;
    runsWithViewChange += other.runsWithViewChange;
    highestView = Math.max(highestView, other.highestView);
    blocks += other.blocks;
    transfers += other.transfers;
    evidence += other.evidence;
    events += other.events;
    virtualMillis += other.virtualMillis;
    longestRecoveryMillis = Math.max(longestRecoveryMillis, other.longestRecoveryMillis);
  }

  public long runs() {
    return runs;
  }

  public long runsWithViewChange() {
    return runsWithViewChange;
  }

  /** In how many runs a fault has struck. */
  public int runsWith(Fault fault) {
    return faults.getOrDefault(fault, 0);
  }

  /** In how many runs each misbehaviour was on. */
  public Map<String, Integer> behaviours() {
    return behaviours;
  }

  /** How many runs there were of each number of replicas. */
  public Map<Integer, Integer> sizes() {
    return sizes;
  }

  public long blocks() {
    return blocks;
  }

  public long transfers() {
    return transfers;
  }

  public long evidence() {
    return evidence;
  }

  public long highestView() {
    return highestView;
  }

  /** Steps of all nodes and of the network. */
  public long events() {
    return events;
  }

  public long virtualMillis() {
    return virtualMillis;
  }

  /** From the moment when everything was mended until all was final everywhere; the longest. */
  public long longestRecoveryMillis() {
    return longestRecoveryMillis;
  }
}
