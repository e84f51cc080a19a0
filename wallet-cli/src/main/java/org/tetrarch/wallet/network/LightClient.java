package org.tetrarch.wallet.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.proof.ProvenAccount;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.proof.ProofException;
import org.tetrarch.wallet.proof.Verifier;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/** What a quorum has signed, whichever node told it. */
public final class LightClient {
  private final Chain chain;
  private final Nodes nodes;
  private final Verifier verifier;

  public LightClient(Chain chain, Nodes nodes) {
    this.chain = chain;
    this.nodes = nodes;
    this.verifier = new Verifier(chain);
  }

  public Nodes nodes() {
    return nodes;
  }

  public Chain chain() {
    return chain;
  }

  /**
   * Accounts at the end of one final block.
   *
   * @param header of that block
   */
  public record Snapshot(BlockHeader header, Map<Address, ProvenAccount> accounts) {}

  /** The newest state that any node proves; a node that hides newer blocks is outdone by others. */
  public Snapshot accounts(List<Address> addresses) throws NoAnswerException, InterruptedException {
    List<Reply<Snapshot>> replies =
        nodes.ask(
            node -> {
              Map<Address, ProvenAccount> accounts = new LinkedHashMap<>();
              BlockHeader header = verifier.header(node.headerProof()).header();
              for (Address address : addresses) {
                ProvenAccount account =
                    verifier.account(node.accountProof(address, header.number()), address);
                if (!account.header().hash().equals(header.hash())) {
                  throw ProofException.because(
                      "asked for the state of block %d, it proves that of block %d"
                          .formatted(header.number(), account.header().number()));
                }
                accounts.put(address, account);
              }
              return new Snapshot(header, accounts);
            });
    return replies.stream()
        .map(Reply::value)
        .max(Comparator.comparingLong(snapshot -> snapshot.header().number()))
        .orElseThrow();
  }

  /**
   * Who is about to send.
   *
   * @param account in the newest state that any node proves
   * @param nextNonce transactions that wait counted in
   */
  public record Sender(ProvenAccount account, long nextNonce) {}

  /** What a sender's next transaction must fit to. */
  public Sender sender(Address address) throws NoAnswerException, InterruptedException {
    List<Reply<Sender>> replies =
        nodes.ask(
            node -> {
              ProvenAccount account = verifier.account(node.accountProof(address), address);
              return new Sender(account, node.pendingNonce(address));
            });
    ProvenAccount newest =
        replies.stream()
            .map(reply -> reply.value().account())
            .max(Comparator.comparingLong(account -> account.header().number()))
            .orElseThrow();
    List<Long> claims = replies.stream().map(reply -> reply.value().nextNonce()).toList();
    return new Sender(newest, Math.max(newest.account().nonce(), agreed(claims)));
  }

  /**
   * What waits cannot be proven. At most f nodes lie, so the highest number that more than f of
   * them reach is one that an honest node reaches. Where fewer are asked, the lowest is the best
   * there is.
   */
  private long agreed(List<Long> claims) {
    List<Long> sorted = new ArrayList<>(claims);
    sorted.sort(Comparator.reverseOrder());
    return sorted.get(Math.min(chain.genesis().f(), sorted.size() - 1));
  }

  /**
   * A final transaction.
   *
   * @param document that proves it, to be kept
   */
  public record Receipt(ProvenReceipt proven, ObjectNode document) {}

  /** What proves that a transaction is final; empty while no node can. */
  public Optional<Receipt> receipt(Hash transaction)
      throws NoAnswerException, InterruptedException {
    return nodes.ask(receiptQuestion(transaction)).stream()
        .map(Reply::value)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Asks a node for a proof that a transaction is final, and checks it. */
  public Question<Optional<Receipt>> receiptQuestion(Hash transaction) {
    return node -> {
      Optional<ObjectNode> document = node.receiptProof(transaction);
      return document.isEmpty()
          ? Optional.empty()
          : Optional.of(new Receipt(verifier.receipt(document.get(), transaction), document.get()));
    };
  }

  /** What one node proves of several transactions, all of which it must prove. */
  public List<Receipt> receipts(List<Hash> transactions, NodeClient node)
      throws NodeUnreachableException, RpcErrorException, ProofException {
    List<Receipt> receipts = new ArrayList<>(transactions.size());
    List<Optional<ObjectNode>> documents = node.receiptProofs(transactions);
    for (int i = 0; i < transactions.size(); i++) {
      Hash hash = transactions.get(i);
      ObjectNode document =
          documents
              .get(i)
              .orElseThrow(
                  () -> ProofException.because("it lists " + hash + " and does not prove it"));
      receipts.add(new Receipt(verifier.receipt(document, hash), document));
    }
    return receipts;
  }

  /** Asks a node for its newest final header, and checks it. */
  public Question<BlockHeader> headQuestion() {
    return node -> verifier.header(node.headerProof()).header();
  }
}
