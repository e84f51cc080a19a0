package org.tetrarch.lab.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.tetrarch.consensus.number.View;
import org.tetrarch.lab.simulator.disk.DiskFault;

/** What happened in a run, or in many: a run in which nothing happened proves nothing. */
public final class Statistics {
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final Map<DiskFault, Integer> diskFaults = new EnumMap<>(DiskFault.class);
  private final Map<String, Integer> behaviours = new TreeMap<>();
  private final Map<String, Integer> alone = new TreeMap<>();
  private final Map<String, Integer> pairs = new TreeMap<>();
  private final Map<Integer, Integer> sizes = new TreeMap<>();
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

  /** A disk has failed in this way in this run. */
  void struck(DiskFault fault) {
    diskFaults.put(fault, 1);
  }

  /** A liar has done something, in this run, that an honest replica does not. */
  void misbehaved(String name) {
    behaviours.put(name, 1);
  }

  /** So have two of them, at the same time. */
  void misbehavedTogether(String one, String other) {
    pairs.put(one.compareTo(other) < 0 ? one + "+" + other : other + "+" + one, 1);
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
    if (behaviours.size() == 1) {
      alone.putAll(behaviours);
    }
  }

  void accused() {
    evidence++;
  }

  /** Adds another run, or other runs. */
  public void add(Statistics other) {
    add(faults, other.faults);
    add(diskFaults, other.diskFaults);
    add(behaviours, other.behaviours);
    add(alone, other.alone);
    add(pairs, other.pairs);
    add(sizes, other.sizes);
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

  private static <K> void add(Map<K, Integer> counts, Map<K, Integer> more) {
    more.forEach((key, count) -> counts.merge(key, count, Integer::sum));
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

  /** In how many runs a disk has failed in this way. */
  public int runsWith(DiskFault fault) {
    return diskFaults.getOrDefault(fault, 0);
  }

  /** In how many runs each misbehaviour has struck. */
  public Map<String, Integer> behaviours() {
    return behaviours;
  }

  /** In how many runs each misbehaviour was the only one that struck. */
  public Map<String, Integer> alone() {
    return alone;
  }

  /** In how many runs two misbehaviours have struck at the same time: one+other. */
  public Map<String, Integer> pairs() {
    return pairs;
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
