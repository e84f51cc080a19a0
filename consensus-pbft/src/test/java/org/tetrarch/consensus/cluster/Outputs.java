package org.tetrarch.consensus.cluster;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.quorum.ReplicaId;

/** What a replica put out, to be asked by tests. */
public final class Outputs {
  private final List<Output> outputs;

  public Outputs(List<Output> outputs) {
    this.outputs = List.copyOf(outputs);
  }

  /** Outputs of a kind, whether or not they wait for a record. */
  public <O extends Output> List<O> of(Class<O> kind) {
    return all().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Statements of a kind told to all or to one. */
  public <M extends Message> List<M> said(Class<M> kind) {
    return statements(all(), kind);
  }

  /** Statements of a kind that wait for no record. */
  public <M extends Message> List<M> saidAtOnce(Class<M> kind) {
    return statements(
        outputs.stream().filter(output -> !(output instanceof Output.Persist)).toList(), kind);
  }

  /** Statements of a kind sent to one replica alone. */
  public <M extends Message> List<M> sentTo(int replica, Class<M> kind) {
    return statements(
        all().stream()
            .filter(o -> o instanceof Output.Send send && send.to().equals(ReplicaId.of(replica)))
            .toList(),
        kind);
  }

  /** Statements of a kind that come only after the records of this kind are on disk. */
  public <M extends Message> List<M> saidAfter(
      Class<? extends LogRecord> logRecord, Class<M> kind) {
    return statements(
        of(Output.Persist.class).stream()
            .filter(persist -> persist.records().stream().anyMatch(logRecord::isInstance))
            .flatMap(persist -> flatten(persist.then()).stream())
            .toList(),
        kind);
  }

  public <R extends LogRecord> List<R> written(Class<R> kind) {
    return of(Output.Persist.class).stream()
        .flatMap(persist -> persist.records().stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  public List<Evidence> evidence() {
    return of(Output.Misbehaviour.class).stream().map(Output.Misbehaviour::evidence).toList();
  }

  public List<Output> all() {
    return flatten(outputs);
  }

  private static List<Output> flatten(List<Output> outputs) {
    List<Output> all = new ArrayList<>();
    for (Output output : outputs) {
      all.add(output);
      if (output instanceof Output.Persist persist) {
        all.addAll(flatten(persist.then()));
      }
    }
    return all;
  }

  private static <M extends Message> List<M> statements(List<Output> outputs, Class<M> kind) {
    List<M> said = new ArrayList<>();
    for (Output output : outputs) {
      Envelope envelope =
          switch (output) {
            case Output.Send send -> send.envelope();
            case Output.Broadcast broadcast -> broadcast.envelope();
            default -> null;
          };
      if (envelope != null && kind.isInstance(envelope.signed().message())) {
        said.add(kind.cast(envelope.signed().message()));
      }
    }
    return said;
  }

  @Override
  public String toString() {
    return outputs.toString();
  }
}
