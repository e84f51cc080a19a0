package org.tetrarch.lab.simulator;

import java.util.Optional;
import org.tetrarch.lab.simulator.monitor.Violation;

/**
 * How a run ended.
 *
 * @param violation which invariant was broken; empty when all held
 */
public record Outcome(Plan plan, Statistics statistics, Optional<Violation> violation) {}
