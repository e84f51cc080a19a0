package org.tetrarch.ledger.ethereum;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.transaction.TransactionType;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/** A transaction's fields under the names and in the forms that JavaScript libraries take. */
final class TransactionFields {
  private TransactionFields() {}

  static ObjectNode of(UnsignedTransaction tx) {
    ObjectNode fields =
        EthereumLibrary.JSON
            .createObjectNode()
            .put("type", tx.type().code())
            .put("nonce", number(tx.nonce()))
            .put("gasLimit", number(tx.gasLimit()))
            .put("to", tx.to().toHex())
            .put("value", number(tx.value()))
            .put("data", BlockExchange.hex(tx.data()));
    if (tx.type() == TransactionType.DYNAMIC_FEE) {
      fields.put("maxFeePerGas", number(tx.maxFeePerGas()));
      fields.put("maxPriorityFeePerGas", number(tx.maxPriorityFeePerGas()));
    } else {
      fields.put("gasPrice", number(tx.maxFeePerGas()));
    }
    if (tx.type() != TransactionType.LEGACY) {
      fields.put("chainId", number(tx.chainId().orElseThrow()));
      addAccessList(fields.putArray("accessList"), tx);
    }
    return fields;
  }

  private static void addAccessList(ArrayNode list, UnsignedTransaction tx) {
    tx.accessList()
        .forEach(
            entry -> {
              ObjectNode node = list.addObject().put("address", entry.address().toHex());
              ArrayNode keys = node.putArray("storageKeys");
              entry.storageKeys().forEach(key -> keys.add(key.toHex()));
            });
  }

  private static String number(Wei amount) {
    return number(amount.value());
  }

  private static String number(long number) {
    return number(BigInteger.valueOf(number));
  }

  private static String number(BigInteger number) {
    return "0x" + number.toString(16);
  }
}
