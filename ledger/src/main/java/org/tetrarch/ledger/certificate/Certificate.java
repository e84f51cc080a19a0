package org.tetrarch.ledger.certificate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Ecdsa;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.PublicKey;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpException;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * Replicas' signatures on one {@link CheckpointStatement}, by validator index. Having one says
 * nothing; {@link #verify} does.
 */
public record Certificate(long height, Hash blockHash, SortedMap<Integer, Signature> signatures) {
  /** Most signatures that a certificate may carry: a bound for decoding, above any replica set. */
  public static final int MAX_SIGNATURES = 1024;

  public Certificate {
    if (height < 0) {
      throw new IllegalArgumentException("height below zero");
    }
    signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
  }

  /**
   * Empty when at least {@code quorum} different validators and nobody else signed this height and
   * hash for this chain; else what is wrong. {@code validators} are in the order of genesis.
   */
  public Optional<String> verify(SigningDomain domain, List<Address> validators, int quorum) {
    if (signatures.size() < quorum) {
      return Optional.of(
          "certificate of block %d has %d signatures, %d are needed"
              .formatted(height, signatures.size(), quorum));
    }
    Hash statement = CheckpointStatement.of(domain, height, blockHash).signingHash();
    for (Map.Entry<Integer, Signature> entry : signatures.entrySet()) {
      int index = entry.getKey();
      if (index < 0 || index >= validators.size()) {
        return Optional.of(
            "certificate of block %d names validator %d of %d"
                .formatted(height, index, validators.size()));
      }
      Optional<Address> signer =
          Ecdsa.best().recover(statement, entry.getValue()).map(PublicKey::address);
      if (!signer.equals(Optional.of(validators.get(index)))) {
        return Optional.of(
            "certificate of block %d has a signature that is not of validator %d"
                .formatted(height, index));
      }
    }
    return Optional.empty();
  }

  /** rlp([height, block hash, [[index, signature], …]]) with rising indices. */
  public byte[] encoded() {
    RlpWriter writer = new RlpWriter(48 + 72 * signatures.size());
    writer.beginList().add(height).add(blockHash).beginList();
    signatures.forEach(
        (index, signature) ->
            writer.beginList().add(index.longValue()).add(signature.toBytes()).endList());
    return writer.endList().endList().toBytes();
  }

  public static Certificate decode(byte[] encoded) throws MalformedException {
    return decode(Rlp.decode(encoded));
  }

  /** Reads a certificate that is part of a larger message. */
  public static Certificate decode(RlpItem item) throws MalformedException {
    List<RlpItem> fields = item.list(3);
    List<RlpItem> entries = fields.get(2).asList();
    if (entries.size() > MAX_SIGNATURES) {
      throw new RlpException("certificate with more than " + MAX_SIGNATURES + " signatures");
    }
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (RlpItem entry : entries) {
      List<RlpItem> pair = entry.list(2);
      int index = pair.get(0).asInt();
      if (!signatures.isEmpty() && index <= signatures.lastKey()) {
        throw new RlpException("certificate whose validator indices do not rise");
      }
      signatures.put(index, Signature.fromBytes(pair.get(1).asBytes()));
    }
    return new Certificate(fields.get(0).asLong(), fields.get(1).asHash(), signatures);
  }
}
