package org.tetrarch.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.CheckpointStatement;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.TestChain;
import org.tetrarch.ledger.transaction.SignedTransaction;

/** A chain of four validators that grows in memory, and proofs of what is in it. */
public final class CertifiedChain {
  public static final int QUORUM = 3;

  private static final int FIRST_VALIDATOR = 1_000;

  private final TestChain chain;
  private final List<PrivateKey> validators =
      IntStream.range(0, 4).mapToObj(i -> TestChain.key(FIRST_VALIDATOR + i)).toList();
  private final SigningDomain domain;
  private final List<ExecutedBlock> blocks = new ArrayList<>();

  /** With so many accounts of {@link TestChain#key}. */
  public CertifiedChain(int accounts) {
    chain = TestChain.withAccounts(accounts);
    domain = new SigningDomain(TestChain.CHAIN_ID, chain.genesis().block().hash());
  }

  public TestChain ledger() {
    return chain;
  }

  public TrustedChain trusted() {
    return new TrustedChain(domain, validators.stream().map(PrivateKey::address).toList(), QUORUM);
  }

  public ExecutedBlock execute(SignedTransaction... transactions) {
    ExecutedBlock executed = chain.execute(transactions);
    blocks.add(executed);
    return executed;
  }

  /** The block at a height of at least 1. */
  public ExecutedBlock block(int height) {
    return blocks.get(height - 1);
  }

  public BlockHeader header(int height) {
    return height == 0 ? chain.genesis().block().header() : block(height).block().header();
  }

  /** Signed by these validators. */
  public Certificate certificate(BlockHeader header, int... signers) {
    CheckpointStatement statement = CheckpointStatement.of(domain, header.number(), header.hash());
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (int signer : signers) {
      signatures.put(signer, validators.get(signer).sign(statement.signingHash()));
    }
    return new Certificate(header.number(), header.hash(), signatures);
  }

  /** That the block is final, by a certificate of the block at {@code certified}. */
  public HeaderProof finality(int height, int certified) {
    List<BlockHeader> descendants =
        IntStream.rangeClosed(height + 1, certified).mapToObj(this::header).toList();
    return new HeaderProof(
        header(height), descendants, Optional.of(certificate(header(certified), 0, 2, 3)));
  }

  public ReceiptProof receipt(int height, int index, int certified) {
    ExecutedBlock executed = block(height);
    return ReceiptProof.of(
        executed.block(), executed.receipts(), index, finality(height, certified));
  }
}
