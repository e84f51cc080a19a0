package org.tetrarch.lab.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Between whom the network is made worse: every node of one side and every node of the other. */
final class LinkEnds {
  @Parameters(
      index = "0",
      arity = "1",
      split = ",",
      paramLabel = "A",
      description = "A node, or several with commas: node0,node1.")
  List<String> from = List.of();

  @Parameters(
      index = "1",
      arity = "1",
      split = ",",
      paramLabel = "B",
      description = "The other side.")
  List<String> to = List.of();

  @Option(names = "--one-way", description = "Only what A sends to B.")
  boolean oneWay;

  /** One direction of one line. */
  record Line(String from, String to) {
    List<String> names() {
      return List.of(from, to);
    }
  }

  /** All lines that are meant, both ways unless only one is. */
  List<Line> lines() {
    return from.stream()
        .flatMap(a -> to.stream().map(b -> new Line(a, b)))
        .filter(line -> !line.from().equals(line.to()))
        .flatMap(
            line -> oneWay ? Stream.of(line) : Stream.of(line, new Line(line.to(), line.from())))
        .distinct()
        .toList();
  }

  @Override
  public String toString() {
    return "%s to %s%s"
        .formatted(String.join(", ", from), String.join(", ", to), oneWay ? "" : ", and back");
  }
}
