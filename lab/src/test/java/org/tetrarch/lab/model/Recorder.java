package org.tetrarch.lab.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;

/** Writes down, in the model's words, what correct replicas write to their logs and say. */
final class Recorder {
  private final Set<Integer> liars;
  private final List<Event> events = new ArrayList<>();
  private final Map<Digest, String> names = new LinkedHashMap<>();
  private final Set<Object> said = new HashSet<>();

  private record Suspicion(int replica, View view) {}

  /** What the replicas in {@code liars} do is not recorded: the model lets them do anything. */
  Recorder(Set<Integer> liars) {
    this.liars = liars;
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  private void add(Event event) {
    if (!liars.contains(event.replica())) {
      events.add(event);
    }
  }

  void wrote(int replica, LogRecord logRecord) {
    switch (logRecord) {
      case LogRecord.PrePrepareAccepted(Signed<PrePrepare> signed, var batch) -> {
        PrePrepare m = signed.message();
        add(slot("accepted", replica, m.view(), m.sequence(), m.digest()));
      }
      case LogRecord.Prepared(PreparedCertificate c) ->
          add(
              slot("prepared", replica, c.view(), c.sequence(), c.digest())
                  .with("by", signers(c.prepares())));
      case LogRecord.CheckpointStable(StableCheckpoint c) ->
          add(new Event("stable", replica).with("s", c.sequence()).with("by", signers(c.proof())));
      case LogRecord.ViewAttempted(Signed<ViewChange> signed) ->
          add(
              new Event("attempted", replica)
                  .with("v", signed.message().view().number())
                  .with("stable", signed.message().stable().sequence())
                  .with("prepared", certificates(signed.message())));
      case LogRecord.ViewEntered(Signed<NewView> signed) -> add(entered(replica, signed.message()));
      case LogRecord.LogLost lost -> {}
      case LogRecord.Joined joined -> {}
    }
  }

  private Event entered(int replica, NewView newView) {
    return new Event("entered", replica)
        .with("v", newView.view().number())
        .with("changes", set(newView.viewChanges().stream().map(this::viewChange)))
        .with(
            "assigned",
            set(
                newView.prePrepares().stream()
                    .map(Signed::message)
                    .map(m -> "<<%s, \"%s\">>".formatted(m.sequence(), name(m.digest())))));
  }

  private String viewChange(Signed<ViewChange> signed) {
    ViewChange m = signed.message();
    return "[from |-> %d, stable |-> %s, prepared |-> %s]"
        .formatted(m.replica().index(), m.stable().sequence(), certificates(m));
  }

  private String certificates(ViewChange viewChange) {
    return set(
        viewChange.prepared().stream()
            .map(
                c ->
                    "<<%s, %d, \"%s\">>"
                        .formatted(c.sequence(), c.view().number(), name(c.digest()))));
  }

  /** A replica's own statement leaves it; only the first time counts. */
  void says(int replica, Message message) {
    if (message.replica().index() != replica) {
      return;
    }
    if (message instanceof Status status) {
      if (status.suspects() && said.add(new Suspicion(replica, status.view()))) {
        add(new Event("suspects", replica).with("v", status.view().number()));
      }
    } else if (said.add(message)) {
      add(saying(replica, message));
    }
  }

  private Event saying(int replica, Message message) {
    Event event = new Event("says", replica);
    return switch (message) {
      case PrePrepare m -> slot(event.withText("message", "prePrepare"), m);
      case Prepare m -> slot(event.withText("message", "prepare"), m);
      case Commit m -> slot(event.withText("message", "commit"), m);
      case Checkpoint m -> event.withText("message", "checkpoint").with("s", m.sequence());
      case ViewChange m -> event.withText("message", "viewChange").with("v", m.view().number());
      case NewView m -> event.withText("message", "newView").with("v", m.view().number());
      case Status m -> throw new IllegalArgumentException("not a step of the model: " + m);
    };
  }

  void executes(int replica, SequenceNumber sequence, Digest digest) {
    add(new Event("executes", replica).with("s", sequence).withText("d", name(digest)));
  }

  /** A block is on disk. */
  void block(int replica, SequenceNumber sequence) {
    add(new Event("block", replica).with("s", sequence));
  }

  /** Blocks up to a certificate came from a peer, and are on disk. */
  void imported(int replica, SequenceNumber sequence) {
    add(new Event("imported", replica).with("s", sequence));
  }

  /** A replica was rebuilt from its log, and says where it stands. */
  void restarted(int replica, ReplicaStatus status) {
    add(
        new Event("restarted", replica)
            .with("v", status.view().number())
            .with("active", status.mode() == Status.Mode.ACTIVE ? "TRUE" : "FALSE")
            .with("stable", status.stable().sequence())
            .with("executed", status.executed()));
  }

  private Event slot(String kind, int replica, View view, SequenceNumber sequence, Digest digest) {
    return new Event(kind, replica)
        .with("v", view.number())
        .with("s", sequence)
        .withText("d", name(digest));
  }

  private Event slot(Event event, Message.Slotted m) {
    return event
        .with("v", m.view().number())
        .with("s", m.sequence())
        .withText("d", name(m.digest()));
  }

  private String name(Digest digest) {
    return digest.isNullRequest()
        ? "null"
        : names.computeIfAbsent(digest, unnamed -> "d" + (names.size() + 1));
  }

  private static String signers(Collection<? extends Signed<? extends Message>> statements) {
    return set(statements.stream().map(s -> String.valueOf(s.message().replica().index())));
  }

  private static String set(Stream<String> elements) {
    return elements.collect(Collectors.joining(", ", "{", "}"));
  }
}
