package org.tetrarch.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.wallet.fake.FakePerson;

/** {@code wallet contact}, and contacts where a name is wanted. */
class ContactTest extends WalletTest {
  private static final String ALICE = Address.fromHex(STRANGER).checksummed();

  private Path file() {
    return home.resolve("contacts.json");
  }

  @Test
  void aContactIsARecipientAndHasItsNameWhereverItsAddressIsShown() throws Exception {
    assertThat(run("contact", "add", "alice", STRANGER)).as("%s", err).isZero();
    assertThat(out.toString()).contains("alice  " + ALICE + "  is a contact now");

    assertThat(run("send", "--from", "dev0", "alice", "1")).as("%s", err).isZero();
    assertThat(out.toString()).contains("to      alice  " + ALICE);
    assertThat(run("balance", "alice")).isZero();
    assertThat(out.toString()).containsPattern("alice +" + ALICE + " +1\n");
    assertThat(run("show", "alice")).isZero();
    assertThat(out.toString()).contains("address " + ALICE, "not in this wallet");
    assertThat(run("list")).isZero();
    assertThat(out.toString()).containsPattern("alice +" + ALICE + " +a contact's");
  }

  @Test
  void contactsAreListedRenamedAndRemoved() throws Exception {
    assertThat(run("contact", "list")).isZero();
    assertThat(out.toString()).contains("No contact yet");
    assertThat(run("contact", "add", "bob", DEV1)).isZero();
    assertThat(run("contact", "add", "alice", ALICE)).isZero();

    assertThat(json("contact", "list").at("/contacts/0/name").textValue()).isEqualTo("alice");
    assertThat(Files.readString(file()))
        .isEqualTo("{\n  \"alice\" : \"%s\",\n  \"bob\" : \"%s\"\n}\n".formatted(ALICE, DEV1));

    assertThat(run("contact", "rename", "bob", "robert")).as("%s", err).isZero();
    assertThat(run("contact", "remove", "alice")).as("%s", err).isZero();

    assertThat(json("contact", "list").get("contacts")).hasSize(1);
    assertThat(document().at("/contacts/0/name").textValue()).isEqualTo("robert");
    assertFails(
        1, List.of("\"alice\" is no contact; there are robert"), "contact", "remove", "alice");
    assertFails(1, List.of("is no contact"), "contact", "rename", "alice", "x");
  }

  /** A name must not mean two addresses. */
  @ParameterizedTest
  @CsvSource({
    "savings, an account \"savings\" exists already",
    "dev1, is reserved for development accounts",
    "alice, \"alice\" is a contact already",
    "0xabc, use letters",
    "a b, use letters"
  })
  void aNameThatCannotBeIsRefused(String name, String why) throws Exception {
    makeAccount("savings");
    assertThat(run("contact", "add", "alice", DEV1)).isZero();

    assertFails(1, List.of(why), "contact", "add", name, ALICE);

    person = FakePerson.answering();
    assertFails(1, List.of("\"alice\" is a contact already"), "new", "alice");
  }

  /** As another wallet can make it: coins must not go where the user did not mean. */
  @Test
  void aNameThatMeansTwoAddressesAllTheSameIsNotGuessedAt() throws Exception {
    String savings = makeAccount("savings");
    Files.writeString(file(), "{\"savings\": \"%s\"}".formatted(DEV1));

    assertFails(
        2,
        List.of("is an account, " + savings + ", and a contact, " + DEV1),
        "send",
        "--from",
        "dev0",
        "savings",
        "1");
  }

  @Test
  void aMistypedAddressIsNoContact() {
    assertFails(2, List.of("it is " + DEV1), "contact", "add", "x", DEV1.replace("C8", "c8"));
    assertFails(2, List.of("starts with 0x"), "contact", "add", "x", "bob");
    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { | it is not valid JSON
          [] | it must be a JSON object
          {"alice": 5} | alice: must be a text in quotes
          {"alice": "0x12"} | alice: an address must have 40 hex digits
          {"alice": "0x70997970C51812dc3A010C7d01b50e0d17dc79c8"} | alice: the checksum of address
          {"a": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "a": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"} | Duplicate
          """)
  void aFileThatWasEditedWronglyIsNamedAndNothingIsSent(String text, String why) throws Exception {
    Files.writeString(file(), text);

    assertFails(1, List.of(file() + ": ", why), "send", "--from", "dev0", "alice", "1");

    assertThat(node.methods()).isEmpty();
  }
}
