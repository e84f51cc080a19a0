package org.tetrarch.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;

/** The parts of a proof as bytes, to change them and read them back. */
final class Written {
  final List<byte[]> parts = new ArrayList<>();
  private final int headers;
  private int read;

  private Written(HeaderProof block) {
    headers = block.descendants().size();
    parts.add(block.header().encoded());
    block.descendants().forEach(header -> parts.add(header.encoded()));
    parts.add(block.certificate().map(Certificate::encoded).orElseThrow());
  }

  static Written of(ReceiptProof proof) {
    Written written = new Written(proof.block());
    written.parts.add(proof.transactionHash().toBytes());
    written.parts.add(number(proof.index()));
    proof.transactionNodes().forEach(written.parts::add);
    proof.receiptNodes().forEach(written.parts::add);
    return written;
  }

  static Written of(BalanceProof proof) {
    Written written = new Written(proof.block());
    written.parts.add(proof.account().address().toBytes());
    written.parts.add(number(proof.account().account().nonce()));
    written.parts.add(Rlp.encode(RlpItem.of(proof.account().account().balance())));
    proof.account().nodes().forEach(written.parts::add);
    return written;
  }

  /** A number as one item, so that every byte of it counts. */
  private static byte[] number(long number) {
    return Rlp.encode(RlpItem.of(number));
  }

  ReceiptProof receipt(int transactionNodes) throws MalformedException {
    HeaderProof block = block();
    return new ReceiptProof(
        Hash.of(next()), block, Rlp.decode(next()).asInt(), rest(transactionNodes), rest());
  }

  BalanceProof balance() throws MalformedException {
    HeaderProof block = block();
    Address address = Address.of(next());
    Account account = new Account(Rlp.decode(next()).asLong(), Rlp.decode(next()).asWei());
    return new BalanceProof(new AccountProof(address, account, rest()), block);
  }

  private HeaderProof block() throws MalformedException {
    read = 0;
    byte[] header = next();
    List<byte[]> descendants = rest(headers);
    return HeaderProof.decode(header, descendants, Optional.of(next()));
  }

  private byte[] next() {
    return parts.get(read++);
  }

  private List<byte[]> rest() {
    return rest(parts.size() - read);
  }

  private List<byte[]> rest(int count) {
    read += count;
    return parts.subList(read - count, read);
  }
}
