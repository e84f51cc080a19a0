package org.tetrarch.lab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Ways to make of a true trace one that no correct replica leaves behind. */
enum Corruption {
  VOTE_DROPPED {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return first(
              trace,
              e -> e.kind().equals("accepted"),
              (vote, later) ->
                  later.kind().equals("prepared")
                      && later.sameSlot(vote)
                      && later.replica() != vote.replica()
                      && later.field("by").contains(String.valueOf(vote.replica())))
          .map(
              at -> {
                Event vote = trace.get(at);
                return without(
                    trace,
                    e ->
                        e.replica() == vote.replica()
                            && e.sameSlot(vote)
                            && (e.kind().equals("accepted") || e.says("prepare")));
              });
    }
  },
  DIGEST_CHANGED {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return replace(
          trace,
          e -> e.kind().equals("prepared"),
          e -> e.withText("d", e.has("d", "\"d1\"") ? "d2" : "d1"));
    }
  },
  ACCEPTED_WHAT_NOBODY_PROPOSED {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return replace(
          trace,
          e -> e.kind().equals("accepted") && e.replica() == 3 && e.has("v", 0),
          e -> e.withText("d", e.has("d", "\"d1\"") ? "d2" : "d1"));
    }
  },
  COMMIT_SAID_BEFORE_PREPARED_IS_WRITTEN {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return pull(
          trace,
          e -> e.says("commit"),
          (written, said) -> written.kind().equals("prepared") && written.sameSlot(said));
    }
  },
  PREPARE_SAID_BEFORE_IT_IS_WRITTEN {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return pull(
          trace,
          e -> e.says("prepare"),
          (written, said) -> written.kind().equals("accepted") && written.sameSlot(said));
    }
  },
  EXECUTED_BEFORE_PREPARED {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return pull(
          trace,
          e -> e.kind().equals("executes"),
          (prepared, executes) ->
              prepared.kind().equals("prepared")
                  && prepared.field("s").equals(executes.field("s")));
    }
  },
  STABLE_BEFORE_EXECUTED {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return pull(
          trace,
          e -> e.kind().equals("stable"),
          (block, stable) ->
              block.kind().equals("block") && block.field("s").equals(stable.field("s")));
    }
  },
  VOTED_TWICE {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return first(trace, e -> e.kind().equals("accepted"))
          .map(
              at -> {
                List<Event> changed = new ArrayList<>(trace);
                Event vote = trace.get(at);
                changed.add(at + 1, vote.withText("d", vote.has("d", "\"d1\"") ? "d2" : "d1"));
                return changed;
              });
    }
  },
  LEFT_ALONE {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return first(trace, e -> e.kind().equals("attempted"))
          .map(at -> without(trace, e -> e.kind().equals("suspects")));
    }
  },
  VIEW_CHANGE_FORGETS_PREPARED {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return replace(
          trace,
          e -> e.kind().equals("attempted") && !e.has("prepared", "{}"),
          e -> e.with("prepared", "{}"));
    }
  },
  NEW_VIEW_FORGETS_ASSIGNED {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return replace(
          trace,
          e -> e.kind().equals("entered") && !e.has("assigned", "{}"),
          e -> e.with("assigned", "{}"));
    }
  },
  NEW_VIEW_OF_TOO_FEW {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return replace(
          trace,
          e -> e.kind().equals("entered"),
          e -> e.with("changes", e.field("changes").replaceFirst("\\[[^\\]]*\\], ", "")));
    }
  },
  RESTARTED_IN_AN_EARLIER_VIEW {
    @Override
    Optional<List<Event>> apply(List<Event> trace) {
      return replace(
          trace, e -> e.kind().equals("restarted") && !e.has("v", 0), e -> e.with("v", 0));
    }
  };

  /** The corrupted trace; empty if this one has nothing to corrupt in this way. */
  abstract Optional<List<Event>> apply(List<Event> trace);

  private static Optional<Integer> first(List<Event> trace, Predicate<Event> which) {
    return IntStream.range(0, trace.size())
        .boxed()
        .filter(i -> which.test(trace.get(i)))
        .findFirst();
  }

  /** The first event that a later one depends on. */
  private static Optional<Integer> first(
      List<Event> trace, Predicate<Event> which, BiPredicate<Event, Event> dependent) {
    return IntStream.range(0, trace.size())
        .boxed()
        .filter(i -> which.test(trace.get(i)))
        .filter(
            i ->
                trace.subList(i, trace.size()).stream()
                    .anyMatch(later -> dependent.test(trace.get(i), later)))
        .findFirst();
  }

  private static List<Event> without(List<Event> trace, Predicate<Event> which) {
    return trace.stream().filter(which.negate()).toList();
  }

  private static Optional<List<Event>> replace(
      List<Event> trace, Predicate<Event> which, UnaryOperator<Event> replacement) {
    return first(trace, which)
        .map(
            at -> {
              List<Event> changed = new ArrayList<>(trace);
              changed.set(at, replacement.apply(trace.get(at)));
              return changed;
            });
  }

  /** Moves the first such event before an earlier one of its replica that it depends on. */
  private static Optional<List<Event>> pull(
      List<Event> trace, Predicate<Event> which, BiPredicate<Event, Event> dependsOn) {
    for (int i = 0; i < trace.size(); i++) {
      Event late = trace.get(i);
      if (which.test(late)) {
        for (int j = 0; j < i; j++) {
          Event early = trace.get(j);
          if (early.replica() == late.replica() && dependsOn.test(early, late)) {
            List<Event> changed = new ArrayList<>(trace);
            changed.remove(i);
            changed.add(j, late);
            return Optional.of(changed);
          }
        }
      }
    }
    return Optional.empty();
  }
}
