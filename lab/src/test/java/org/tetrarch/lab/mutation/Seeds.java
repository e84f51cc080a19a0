package org.tetrarch.lab.mutation;

import java.util.EnumSet;
import java.util.List;
import java.util.function.LongFunction;
import org.tetrarch.lab.adversary.Adversary;
import org.tetrarch.lab.simulator.Fault;
import org.tetrarch.lab.simulator.Plan;
import org.tetrarch.lab.simulator.Run;
import org.tetrarch.lab.simulator.Trace;
import org.tetrarch.node.plugin.Misbehaviour;

/**
 * Runs seeds of the simulator, the same as its command does, in whichever program this class is
 * loaded with. What it says has types of the JDK alone, which all programs share.
 */
public final class Seeds implements LongFunction<String> {
  private final List<Misbehaviour> misbehaviours = new Adversary().misbehaviours();
  private final List<String> names = misbehaviours.stream().map(Misbehaviour::name).toList();

  /**
   * What the seed's run breaks: the invariant, a colon, and how it showed; empty when it breaks
   * none.
   */
  @Override
  public String apply(long seed) {
    Plan plan = Plan.of(seed, 0, EnumSet.allOf(Fault.class), names);
    return new Run(plan, Trace.NONE, misbehaviours)
        .run()
        .violation()
        .map(violation -> violation.getMessage())
        .orElse("");
  }
}
