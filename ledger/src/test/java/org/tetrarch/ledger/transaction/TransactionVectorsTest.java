package org.tetrarch.ledger.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.Vectors;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.BouncyCastleSecp256k1;
import org.tetrarch.ledger.crypto.Ecdsa;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.NativeSecp256k1;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.PublicKey;
import org.tetrarch.ledger.rlp.Rlp;
import org.tetrarch.ledger.rlp.RlpItem;

/** Transactions that others signed. */
class TransactionVectorsTest {
  private static final List<Ecdsa> BOTH =
      List.of(NativeSecp256k1.load().orElseThrow(), new BouncyCastleSecp256k1());

  @Test
  void theExampleOfEip155() throws Exception {
    JsonNode example = Vectors.read("eip155.json").get("example");
    UnsignedTransaction unsigned =
        UnsignedTransaction.legacy(1)
            .nonce(9)
            .gasPrice(Wei.gwei(20))
            .value(Wei.coins(1))
            .to(Address.fromHex(example.get("to").asText()));

    SignedTransaction signed = unsigned.sign(key(example));

    assertThat(unsigned.signingHash()).isEqualTo(Hash.fromHex(example.get("signingHash").asText()));
    assertThat(signed.v()).isEqualTo(37);
    assertThat(signed.r()).isEqualTo(new BigInteger(example.get("r").asText()));
    assertThat(signed.s()).isEqualTo(new BigInteger(example.get("s").asText()));
    assertThat(signed.encoded()).isEqualTo(Vectors.hex(example.get("signed").asText()));
    assertThat(TransactionDecoder.decode(signed.encoded(), 1).sender())
        .isEqualTo(key(example).address());
    assertBothSignAndRecover(signed, key(example));
  }

  @Test
  void theEip155ListHasItsSigningHashesAndSenders() throws Exception {
    for (JsonNode vector : Vectors.read("eip155.json").get("transactions")) {
      byte[] encoded = Vectors.hex(vector.get("rlp").asText());
      SignedTransaction tx = TransactionDecoder.decode(encoded, 1);

      assertThat(tx.signingHash()).isEqualTo(Hash.fromHex(vector.get("hash").asText()));
      assertBothRecover(tx, Address.fromHex(vector.get("sender").asText()));
      assertThat(tx.encoded()).isEqualTo(encoded);
    }
  }

  @Test
  void theEip1559ListIsSignedByteForByte() throws Exception {
    for (JsonNode vector : Vectors.read("eip1559.json")) {
      // The list holds them as a block does: each a byte string.
      RlpItem inBlock = Rlp.decode(Vectors.hex(vector.get("signedTransactionRLP").asText()));
      SignedTransaction signed =
          UnsignedTransaction.dynamicFee(7822)
              .nonce(vector.get("nonce").asLong())
              .value(Wei.of(vector.get("value").asLong()))
              .gasLimit(vector.get("gasLimit").asLong())
              .maxPriorityFeePerGas(Wei.of(vector.get("maxInclusionFeePerGas").asLong()))
              .maxFeePerGas(Wei.of(vector.get("maxFeePerGas").asLong()))
              .to(Address.fromHex(vector.get("to").asText()))
              .sign(key(vector));

      assertThat(signed.encoded()).isEqualTo(inBlock.asBytes());
      SignedTransaction decoded = TransactionDecoder.decodeUnverified(inBlock);
      assertThat(decoded).isEqualTo(signed);
      assertBothSignAndRecover(decoded, key(vector));
    }
  }

  @Test
  void theEip2930TransactionsAreSignedByteForByte() throws Exception {
    for (JsonNode vector : Vectors.read("eip2930.json")) {
      long chainId = vector.get("chainId").asLong();
      SignedTransaction signed =
          UnsignedTransaction.accessList(chainId)
              .gasPrice(Wei.of(vector.get("gasPrice").asLong()))
              .gasLimit(vector.get("gasLimit").asLong())
              .value(Wei.of(vector.get("value").asLong()))
              .data(Vectors.hex(vector.get("data").asText()))
              .accessList(accessList(vector))
              .to(Address.fromHex(vector.get("to").asText()))
              .sign(key(vector));

      assertThat(signed.yParity()).isEqualTo(vector.get("yParity").asInt());
      assertThat(signed.r()).isEqualTo(number(vector.get("r")));
      assertThat(signed.s()).isEqualTo(number(vector.get("s")));
      SignedTransaction decoded = TransactionDecoder.decode(signed.encoded(), chainId);
      assertBothSignAndRecover(decoded, key(vector));
      assertThat(decoded.accessList()).isEqualTo(accessList(vector));
    }
  }

  @Test
  void anEip2930TransactionHasItsBytesAndHash() throws Exception {
    JsonNode vector = Vectors.read("eip2930.json").get(1);
    byte[] encoded = Vectors.hex(vector.get("signed").asText());
    SignedTransaction tx = TransactionDecoder.decode(encoded, vector.get("chainId").asLong());

    assertThat(tx.hash()).isEqualTo(Hash.fromHex(vector.get("hash").asText()));
    assertBothSignAndRecover(tx, key(vector));
    assertThat(tx.encoded()).isEqualTo(encoded);
    // 21,000 for the transfer, 2,400 for an address and 1,900 for a key: the vector's gas limit.
    assertThat(tx.intrinsicGas()).isEqualTo(25_300).isEqualTo(tx.gasLimit());
  }

  private static void assertBothSignAndRecover(SignedTransaction tx, PrivateKey key) {
    assertBothRecover(tx, key.address());
    for (Ecdsa ecdsa : BOTH) {
      assertThat(ecdsa.sign(tx.signingHash(), key)).as(ecdsa.name()).isEqualTo(tx.signature());
    }
  }

  private static void assertBothRecover(SignedTransaction tx, Address sender) {
    assertThat(tx.sender()).isEqualTo(sender);
    for (Ecdsa ecdsa : BOTH) {
      assertThat(ecdsa.recover(tx.signingHash(), tx.signature()).map(PublicKey::address))
          .as(ecdsa.name())
          .contains(sender);
    }
  }

  private static List<AccessListEntry> accessList(JsonNode vector) {
    List<AccessListEntry> accessList = new ArrayList<>();
    for (JsonNode entry : vector.get("accessList")) {
      List<Hash> storageKeys = new ArrayList<>();
      entry.get("storageKeys").forEach(item -> storageKeys.add(Hash.fromHex(item.asText())));
      Address address = Address.fromHex(entry.get("address").asText());
      accessList.add(new AccessListEntry(address, storageKeys));
    }
    return accessList;
  }

  private static PrivateKey key(JsonNode vector) {
    return PrivateKey.fromHex(vector.get("privateKey").asText());
  }

  private static BigInteger number(JsonNode hex) {
    return new BigInteger(1, Vectors.hex(hex.asText()));
  }
}
