package org.tetrarch.lab.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tetrarch.lab.adversary.Both;
import org.tetrarch.node.plugin.Misbehaviour;

/** What the liars of a run can do, one thing or two at once, and what of it has struck. */
final class Lies {
  private final List<String> names;
  private final Map<String, Misbehaviour> known = new TreeMap<>();
  private final Statistics statistics;
  private final TreeSet<String> struckLately = new TreeSet<>();

  /**
   * @param names those of the run's plan
   * @param all among which they are
   */
  Lies(List<String> names, List<Misbehaviour> all, Statistics statistics) {
    this.names = names;
    this.statistics = statistics;
    List<Watched> watched = new ArrayList<>();
    for (String name : names) {
      watched.add(new Watched(named(all, name), () -> struck(name)));
    }
    watched.forEach(each -> known.put(each.name(), each));
    for (Watched first : watched) {
      for (Watched second : watched) {
        if (!first.equals(second)) {
          Both both = new Both(first, second);
          known.put(both.name(), both);
        }
      }
    }
  }

  private static Misbehaviour named(List<Misbehaviour> all, String name) {
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no misbehaviour " + name));
  }

  List<Misbehaviour> known() {
    return List.copyOf(known.values());
  }

  /** Draws what a liar does from now on. */
  Misbehaviour draw(SplittableRandom random) {
    struckLately.clear();
    int first = random.nextInt(names.size());
    String name = names.get(first);
    if (names.size() > 1 && random.nextBoolean()) {
      int second = (first + 1 + random.nextInt(names.size() - 1)) % names.size();
      name = name + "+" + names.get(second);
    }
    return named(known(), name);
  }

  private void struck(String name) {
    if (struckLately.add(name)) {
      statistics.struck(Fault.BYZANTINE);
      statistics.misbehaved(name);
      struckLately.stream()
          .filter(other -> !other.equals(name))
          .forEach(other -> statistics.misbehavedTogether(name, other));
    }
  }
}
