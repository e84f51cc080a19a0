package org.tetrarch.wallet.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tetrarch.wallet.proof.ProofException;
import org.tetrarch.wallet.rpc.NodeAddress;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeClients;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/** The nodes that the wallet asks. */
public final class Nodes implements AutoCloseable {
  /** How much longer than the first good answer the others may take. */
  public static final Duration GRACE = Duration.ofSeconds(1);

  private final NodeClients connections;
  private final List<NodeClient> clients;

  /** The gravest of what each was caught at. */
  private final Map<NodeAddress, Trouble> troubles = new ConcurrentHashMap<>();

  public Nodes(List<NodeAddress> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("there must be a node to ask");
    }
    this.connections = new NodeClients(addresses);
    this.clients = connections.all();
  }

  public List<NodeAddress> addresses() {
    return clients.stream().map(NodeClient::address).toList();
  }

  public int count() {
    return clients.size();
  }

  /** What an answer or its lack came to: exactly one of the two is there. */
  private record Outcome<T>(NodeAddress node, @Nullable T value, @Nullable Trouble trouble) {}

  /** Asks all at once; see {@link #ask(Question, Duration)}. */
  public <T> List<Reply<T>> ask(Question<T> question)
      throws NoAnswerException, InterruptedException {
    return ask(question, GRACE);
  }

  /**
   * Asks all at once and returns the good answers in the order in which they came, at least one.
   *
   * @param grace how long to wait for the others after the first good one; who is slower than that
   *     is not waited for
   */
  public <T> List<Reply<T>> ask(Question<T> question, Duration grace)
      throws NoAnswerException, InterruptedException {
    return ask(question, grace, answer -> false);
  }

  /** Like the other one, but returns at once after an answer that is {@code enough}. */
  public <T> List<Reply<T>> ask(Question<T> question, Duration grace, Predicate<T> enough)
      throws NoAnswerException, InterruptedException {
    List<Reply<T>> replies = new ArrayList<>();
    List<Trouble> met = new ArrayList<>();
    BlockingQueue<Outcome<T>> outcomes = begin(question);
    long deadline = Long.MAX_VALUE;
    for (int heard = 0; heard < clients.size(); heard++) {
      long left = replies.isEmpty() ? Long.MAX_VALUE : deadline - System.nanoTime();
      Outcome<T> outcome = outcomes.poll(left, TimeUnit.NANOSECONDS);
      if (outcome == null) {
        break;
      }
      T value = outcome.value();
      if (value != null) {
        replies.add(new Reply<>(outcome.node(), value));
        if (enough.test(value)) {
          return replies;
        }
        if (replies.size() == 1) {
          deadline = System.nanoTime() + grace.toNanos();
        }
      } else if (outcome.trouble() != null) {
        met.add(outcome.trouble());
      }
    }
    if (replies.isEmpty()) {
      met.sort(Comparator.comparingInt(trouble -> addresses().indexOf(trouble.node())));
      throw new NoAnswerException(met);
    }
    return replies;
  }

  private <T> BlockingQueue<Outcome<T>> begin(Question<T> question) {
    BlockingQueue<Outcome<T>> outcomes = new LinkedBlockingQueue<>();
    if (clients.size() == 1) {
      outcomes.add(outcome(clients.getFirst(), question));
    } else {
      for (NodeClient client : clients) {
        Thread.ofVirtual().start(() -> outcomes.add(outcome(client, question)));
      }
    }
    return outcomes;
  }

  /**
   * Asks one of them; empty when the answer is of no use.
   *
   * @param index counted in {@link #addresses}
   */
  public <T> Optional<T> askOne(int index, Question<T> question) {
    return Optional.ofNullable(outcome(clients.get(index), question).value());
  }

  private <T> Outcome<T> outcome(NodeClient client, Question<T> question) {
    NodeAddress node = client.address();
    try {
      return new Outcome<>(node, question.ask(client), null);
    } catch (NodeUnreachableException e) {
      return trouble(node, Trouble.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
    } catch (RpcErrorException e) {
      return trouble(node, Trouble.Kind.REFUSED, String.valueOf(e.getMessage()));
    } catch (ProofException e) {
      return trouble(
          node,
          e.isOfAnotherChain() ? Trouble.Kind.FOREIGN : Trouble.Kind.LIED,
          String.valueOf(e.getMessage()));
    }
  }

  /** Remembers a lie that came out when its answer was held against what a quorum signed. */
  public void caughtLying(NodeAddress node, String reason) {
    var unused = trouble(node, Trouble.Kind.LIED, reason);
  }

  private <T> Outcome<T> trouble(NodeAddress node, Trouble.Kind kind, String reason) {
    Trouble trouble = new Trouble(node, kind, reason);
    troubles.merge(node, trouble, (old, now) -> old.kind().compareTo(now.kind()) > 0 ? old : now);
    return new Outcome<>(node, null, trouble);
  }

  /** The same replies in the order of {@link #addresses}. */
  public <T> List<Reply<T>> inOrder(List<Reply<T>> replies) {
    List<NodeAddress> order = addresses();
    return replies.stream()
        .sorted(Comparator.comparingInt(reply -> order.indexOf(reply.node())))
        .toList();
  }

  /** What each node was caught at, in the order of {@link #addresses}. */
  public List<Trouble> troubles() {
    return addresses().stream().map(troubles::get).filter(t -> t != null).toList();
  }

  /** For a question that was put to one after the other, and none could answer. */
  public NoAnswerException nobody() {
    return new NoAnswerException(troubles());
  }

  /** Whether a node was caught lying. */
  public boolean isLiar(int index) {
    Trouble trouble = troubles.get(clients.get(index).address());
    return trouble != null && trouble.kind() == Trouble.Kind.LIED;
  }

  @Override
  public void close() {
    connections.close();
  }
}
