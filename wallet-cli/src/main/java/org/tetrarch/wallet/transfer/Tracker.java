package org.tetrarch.wallet.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.proof.ProvenAccount;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.journal.Journal;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.network.NoAnswerException;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.network.Reply;
import org.tetrarch.wallet.proof.ProofException;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;
import org.tetrarch.wallet.rpc.TransactionStatus;
import org.tetrarch.wallet.rpc.TransactionStatus.Stage;

/** Finds out what became of a transaction: from proofs first, then from what nodes say. */
public final class Tracker {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  /** Of {@link NodeClient#MAX_PAGE} each: as far back as what replaced one is looked for. */
  private static final int MOST_PAGES = 10;

  private final LightClient client;
  private final Nodes nodes;
  private final Journal journal;

  public Tracker(LightClient client, Journal journal) {
    this.client = client;
    this.nodes = client.nodes();
    this.journal = journal;
  }

  /**
   * All that is known of a transaction.
   *
   * @param transaction what its sender signed; empty where nobody has it
   * @param views what each node says, in the order of the nodes; none when a proof settles it
   * @param sentAt when it was sent from here, if it was
   */
  public record Track(
      Hash hash,
      Fate fate,
      Optional<SignedTransaction> transaction,
      List<Reply<TransactionStatus>> views,
      Optional<Instant> sentAt) {}

  /** What one node tells; the receipt is proven, the content's hash was checked. */
  private record View(
      TransactionStatus status,
      Optional<LightClient.Receipt> receipt,
      Optional<SignedTransaction> content) {}

  /** Asks all nodes. */
  public Track track(Hash hash) throws NoAnswerException, InterruptedException {
    List<Reply<View>> replies = nodes.inOrder(nodes.ask(node -> view(hash, node)));
    Optional<Journal.Entry> entry = journal.find(hash);
    Optional<Instant> sentAt = entry.map(Journal.Entry::sentAt);
    List<Reply<TransactionStatus>> views =
        replies.stream().map(reply -> new Reply<>(reply.node(), reply.value().status())).toList();
    Optional<LightClient.Receipt> receipt = first(replies, View::receipt);
    if (receipt.isPresent()) {
      SignedTransaction executed = receipt.get().proven().transaction();
      return new Track(hash, new Fate.Final(receipt.get()), Optional.of(executed), views, sentAt);
    }
    Optional<SignedTransaction> content =
        entry.map(Journal.Entry::transaction).or(() -> first(replies, View::content));
    Whereabouts whereabouts = Whereabouts.of(views, client);
    Fate fate = content.isPresent() ? fate(content.get(), whereabouts) : fateByWord(whereabouts);
    List<Reply<TransactionStatus>> believed =
        fate instanceof Fate.UnderWay(Whereabouts way) ? way.views() : views;
    return new Track(hash, fate, content, believed, sentAt);
  }

  private View view(Hash hash, NodeClient asked)
      throws NodeUnreachableException, RpcErrorException, ProofException {
    NodeClient node = asked.within(LONGEST_ANSWER);
    // A node of another chain is found out by this, even if it knows nothing of the transaction.
    var unused = client.headQuestion().ask(node);
    TransactionStatus status = node.status(hash);
    Optional<LightClient.Receipt> receipt = client.receiptQuestion(hash).ask(node);
    if (receipt.isEmpty() && status.stage() == Stage.FINAL) {
      throw ProofException.because("it says that the transaction is final and does not prove it");
    }
    boolean mayHaveIt = receipt.isEmpty() && status.stage() != Stage.UNKNOWN;
    return new View(status, receipt, mayHaveIt ? node.transaction(hash) : Optional.empty());
  }

  private static <T> Optional<T> first(
      List<Reply<View>> replies, Function<View, Optional<T>> part) {
    return replies.stream().map(Reply::value).map(part).flatMap(Optional::stream).findFirst();
  }

  /** Where the sender's nonce is proven, nodes can no longer say that it waits when it is gone. */
  private Fate fate(SignedTransaction transaction, Whereabouts whereabouts)
      throws NoAnswerException, InterruptedException {
    Address sender = transaction.sender();
    LightClient.Snapshot newest = client.accounts(List.of(sender));
    ProvenAccount account = newest.accounts().get(sender);
    boolean isGone = account != null && account.account().nonce() > transaction.nonce();
    if (!isGone) {
      return fateByWord(believable(whereabouts, newest.header().number()));
    }
    Optional<LightClient.Receipt> executed = executed(transaction, whereabouts);
    if (executed.isEmpty()) {
      return new Fate.Unknown(
          "its sender's nonce %d is used, but no node proves by which transaction"
              .formatted(transaction.nonce()));
    }
    return executed.get().proven().transaction().equals(transaction)
        ? new Fate.Final(executed.get())
        : new Fate.Replaced(executed, "");
  }

  /** Less what is refuted: where the nonce is unused, no block up to there has the transaction. */
  private Whereabouts believable(Whereabouts whereabouts, long height) throws NoAnswerException {
    Predicate<Reply<TransactionStatus>> isRefuted =
        view -> {
          OptionalLong claimed = view.value().height();
          return view.value().stage() == Stage.INCLUDED
              && claimed.isPresent()
              && claimed.getAsLong() <= height;
        };
    for (Reply<TransactionStatus> view : whereabouts.views().stream().filter(isRefuted).toList()) {
      nodes.caughtLying(
          view.node(),
          "it says that block %d has the transaction, after which its sender's nonce is unused"
              .formatted(view.value().height().getAsLong()));
    }
    List<Reply<TransactionStatus>> believed =
        whereabouts.views().stream().filter(isRefuted.negate()).toList();
    if (believed.isEmpty() && !whereabouts.views().isEmpty()) {
      throw nodes.nobody();
    }
    return Whereabouts.of(believed, client);
  }

  private static Fate fateByWord(Whereabouts whereabouts) {
    return switch (whereabouts.stage()) {
      case PENDING, IN_BATCH, INCLUDED, FINAL -> new Fate.UnderWay(whereabouts);
      case REPLACED -> new Fate.Replaced(Optional.empty(), whereabouts.reason());
      case DROPPED -> new Fate.Dropped(whereabouts.reason());
      case UNKNOWN -> new Fate.Unknown(whereabouts.describe());
    };
  }

  /** What was executed with this one's sender and nonce: itself meanwhile, or what replaced it. */
  private Optional<LightClient.Receipt> executed(
      SignedTransaction transaction, Whereabouts whereabouts)
      throws NoAnswerException, InterruptedException {
    SequencedSet<Hash> candidates = new LinkedHashSet<>();
    candidates.add(transaction.hash());
    whereabouts.views().stream()
        .flatMap(view -> view.value().replacedBy().stream())
        .forEach(candidates::add);
    for (Reply<Optional<Hash>> listed : nodes.ask(node -> listed(transaction, node))) {
      listed.value().ifPresent(candidates::add);
    }
    for (Hash candidate : candidates) {
      Optional<LightClient.Receipt> receipt = client.receipt(candidate);
      if (receipt.isPresent() && isOfSameNonce(receipt.get(), transaction)) {
        return receipt;
      }
    }
    return Optional.empty();
  }

  private static Optional<Hash> listed(SignedTransaction transaction, NodeClient node)
      throws NodeUnreachableException, RpcErrorException {
    Address sender = transaction.sender();
    String before = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      NodeClient.HistoryPage history = node.history(sender, before, NodeClient.MAX_PAGE);
      for (NodeClient.Listed listed : history.transactions()) {
        if (listed.from().equals(sender) && listed.nonce() == transaction.nonce()) {
          return Optional.of(listed.hash());
        }
      }
      before = history.next();
      if (before == null) {
        break;
      }
    }
    return Optional.empty();
  }

  private static boolean isOfSameNonce(LightClient.Receipt receipt, SignedTransaction other) {
    SignedTransaction executed = receipt.proven().transaction();
    return executed.sender().equals(other.sender()) && executed.nonce() == other.nonce();
  }
}
