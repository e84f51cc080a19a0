package org.tetrarch.lab.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tetrarch.lab.acceptance.Browser.Look;
import org.tetrarch.lab.acceptance.Browser.Tab;

/** The web explorer in a real browser, before four real processes; one network for all of it. */
@TestMethodOrder(OrderAnnotation.class)
class ExplorerIT {
  private static final String CAROL = "0x00000000000000000000000000000000000000C3";
  private static final String ORIGIN = LiveNetwork.url(0);
  private static final Locator.GetByTextOptions EXACTLY =
      new Locator.GetByTextOptions().setExact(true);

  @TempDir static Path home;

  @SuppressWarnings("NullAway.Init")
  private static LiveNetwork network;

  @SuppressWarnings("NullAway.Init")
  private static Browser browser;

  @BeforeAll
  static void up() throws IOException {
    network = new LiveNetwork(home);
    LiveNetwork.Ran up =
        network.node("up", "--detach", "--port-offset", Integer.toString(LiveNetwork.PORT_OFFSET));
    assertThat(up.code()).as(up.output()).isZero();
    browser = new Browser();
  }

  @AfterAll
  static void down() throws IOException {
    try {
      browser.close();
    } finally {
      network.close();
    }
  }

  private static Tab open(Look look, String path) {
    Tab tab = browser.open(look);
    tab.page().navigate(ORIGIN + path);
    return tab;
  }

  private static void send(String from, String amount) throws IOException {
    LiveNetwork.Ran sent = network.send(0, from, CAROL, amount);
    assertThat(sent.code()).as(sent.output()).isZero();
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static String newest(String path) throws IOException {
    return network.get(0, path).path("items").path(0).path("hash").asText();
  }

  @Test
  @Order(1)
  void anEmptyChainSaysWhatToDo() {
    try (Tab tab = open(Look.LIGHT, "/")) {
      assertThat(tab.page().getByText("4 of 4 replicas")).isVisible();
      assertThat(tab.page().getByText("Nobody has sent coins yet")).isVisible();
      tab.page().navigate(ORIGIN + "/evidence");
      assertThat(tab.page().getByText("No replica was caught")).isVisible();
      tab.page().navigate(ORIGIN + "/pending");
      assertThat(tab.page().getByText("Nothing waits")).isVisible();
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  @Order(2)
  void aTransferAppearsWithoutLoadingThePageAnew() throws IOException {
    try (Tab tab = open(Look.LIGHT, "/")) {
      Page page = tab.page();
      assertThat(page.getByText("Nobody has sent coins yet")).isVisible();
      page.evaluate("() => { window.sameDocument = true; }");

      send("dev0", "1.25");

      assertThat(page.getByText("1.25 TET")).isVisible();
      assertThat(link(page, "1").first()).isVisible();
      assertThat((Boolean) page.evaluate("() => window.sameDocument === true")).isTrue();
      assertThat(tab.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @Order(3)
  @EnumSource(Look.class)
  void everyPageIsWholeAccessibleAndFitsTheScreen(Look look) throws IOException {
    String block = newest("/api/v1/blocks?limit=1");
    String transaction = newest("/api/v1/transactions?limit=1");
    List<Shown> pages =
        List.of(
            new Shown("/", "Latest blocks"),
            new Shown("/blocks", "Signed"),
            new Shown("/block/" + block, "What PBFT did for it"),
            new Shown("/block/0", "Nobody had to agree"),
            new Shown("/transfers", "Transaction"),
            new Shown("/tx/" + transaction, "Its way to finality"),
            new Shown("/accounts", "own something"),
            new Shown("/address/" + CAROL, "Balance over time"),
            new Shown("/pending", "Nothing waits"),
            new Shown("/network", "How the replicas were heard"),
            new Shown("/evidence", "PBFT forbids"),
            new Shown("/theatre", "The same in words"),
            new Shown("/theatre?block=live", "The last ten seconds"),
            new Shown("/lab", "The lab wants its token"),
            new Shown("/api", "/api/v1/network"),
            new Shown("/nonsense", "There is nothing here"));
    for (Shown shown : pages) {
      try (Tab tab = open(look, shown.path())) {
        assertThat(tab.page().getByText(shown.text()).first()).isVisible();
        assertThat(heading(tab.page())).isVisible();
        assertThat(tab.accessibilityFaults()).as("%s, %s", shown.path(), look).isEmpty();
        assertThat(tab.overhang()).as("%s, %s", shown.path(), look).isNotPositive();
        if (!shown.path().equals("/nonsense")) {
          assertThat(tab.errors()).as("%s, %s", shown.path(), look).isEmpty();
        }
      }
    }
  }

  private record Shown(String path, String text) {}

  @Test
  @Order(4)
  void aBlockTellsHowItWasAgreedOn() throws IOException {
    send("dev1", "2");
    String height = network.get(0, "/api/v1/network").path("head").path("height").asText();
    try (Tab tab = open(Look.LIGHT, "/block/" + height)) {
      Page page = tab.page();
      for (String phase : List.of("Pre-prepare", "Prepare", "Commit", "Execute", "Certificate")) {
        Locator step =
            page.locator(".step")
                .filter(
                    new Locator.FilterOptions()
                        .setHas(
                            page.getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName(phase).setExact(true))));
        assertThat(step.locator(".step-time")).hasText(Pattern.compile("^\\+[0-9.]+ (µs|ms|s)$"));
      }
      assertThat(page.locator(".mark[data-phase=propose]")).hasCount(1);
      assertThat(page.locator(".mark[data-phase=commit]").nth(2)).isVisible();
      assertThat(page.locator(".signatures li").nth(2)).isVisible();
    }
  }

  @Test
  @Order(4)
  void theTheatreShowsEveryMessageOfABlockAndPlaysThem() throws IOException {
    String height = network.get(0, "/api/v1/network").path("head").path("height").asText();
    try (Tab tab = open(Look.LIGHT, "/theatre?block=" + height)) {
      Page page = tab.page();
      for (String type : List.of("PRE-PREPARE", "PREPARE", "COMMIT", "CHECKPOINT")) {
        assertThat(page.locator(".arrow[data-type=" + type + "]").nth(2)).isVisible();
      }
      assertThat(page.locator(".stage .sealed")).hasCount(LiveNetwork.NODES);
      page.getByText("Back", new Page.GetByTextOptions().setExact(false)).first().click();
      assertThat(page.locator(".script-later").first()).isVisible();
      page.getByText("Play", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(".script-later")).hasCount(0);

      page.locator(".script-line").first().click();
      assertThat(page.getByText("Digest of batch A")).isVisible();
      assertThat(page.getByText("Lamport").first()).isVisible();
      String log =
          new String(
              Files.readAllBytes(
                  page.waitForDownload(() -> page.getByText("ShiViz").click()).path()),
              StandardCharsets.UTF_8);
      assertThat(log).startsWith("sends PRE-PREPARE view 0 number " + height + " to node");
      assertThat(log).containsPattern("receives COMMIT .*\nnode[0-3] \\{\"node0\":[0-9]+");
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  @Order(5)
  void pagesAskForNothingThatTheyDoNotShow() throws IOException {
    String events = "/api/v1/events";
    String network = "/api/v1/network";
    try (Tab tab = open(Look.LIGHT, "/accounts")) {
      assertThat(tab.page().getByText("own something")).isVisible();
      assertThat(tab.asked(ORIGIN))
          .containsExactlyInAnyOrder(events, network, "/api/v1/accounts?limit=25");
      link(tab.page(), "Pending").click();
      assertThat(tab.page().getByText("Nothing waits")).isVisible();
      assertThat(tab.asked(ORIGIN)).containsExactly("/api/v1/pending?limit=100");
      link(tab.page(), "Evidence").click();
      assertThat(tab.page().getByText("No replica was caught")).isVisible();
      assertThat(tab.asked(ORIGIN)).containsExactly("/api/v1/evidence");
    }
    try (Tab tab = open(Look.LIGHT, "/block/1")) {
      assertThat(tab.page().getByText("What PBFT did for it")).isVisible();
      assertThat(tab.page().locator(".step").first()).isVisible();
      assertThat(tab.asked(ORIGIN))
          .containsExactlyInAnyOrder(
              events, network, "/api/v1/blocks/1", "/api/v1/blocks/1/phases");
    }
  }

  @Test
  @Order(6)
  void theKeyboardAloneLeadsFromTheSearchToABlockAndOn() {
    try (Tab tab = open(Look.LIGHT, "/")) {
      Page page = tab.page();
      assertThat(page.getByText("4 of 4 replicas")).isVisible();
      page.keyboard().press("/");
      page.keyboard().type("1");
      page.keyboard().press("Enter");
      assertThat(heading(page)).hasText("Block 1");
      assertThat(heading(page)).isFocused();

      page.keyboard().press("Tab");
      assertThat(link(page, "« 0")).isFocused();
      page.keyboard().press("Enter");
      assertThat(heading(page)).hasText("Genesis block");
      page.goBack();
      assertThat(heading(page)).hasText("Block 1");

      page.keyboard().press("/");
      page.keyboard().type("0x123");
      page.keyboard().press("Enter");
      assertThat(page.locator("#search-hint")).containsText("this has 3");
      page.keyboard().press("Escape");
      assertThat(page.locator("#search-hint")).isHidden();
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  @Order(7)
  void whatDoesNotExistIsSaidInWords() {
    try (Tab tab = open(Look.PHONE, "/block/99999999")) {
      assertThat(heading(tab.page())).hasText("There is no such block");
      tab.page().navigate(ORIGIN + "/tx/0x" + "12".repeat(32));
      assertThat(heading(tab.page())).hasText("There is no such transaction");
      tab.page().navigate(ORIGIN + "/address/0xnobody");
      assertThat(heading(tab.page())).hasText("This is no address");
      tab.page().navigate(ORIGIN + "/tx/%3Cimg%20src=x%20onerror=alert(1)%3E");
      assertThat(heading(tab.page())).hasText("There is no such transaction");
    }
  }

  @Test
  @Order(8)
  void theApiPageTriesWhatItDescribes() {
    try (Tab tab = open(Look.LIGHT, "/api")) {
      Page page = tab.page();
      page.getByText("/api/v1/blocks/{id}", new Page.GetByTextOptions().setExact(true)).click();
      Locator operation = page.locator("details.operation[open]").first();
      operation.getByText("Try it").click();
      assertThat(operation.locator("pre")).containsText("\"stateRoot\"");
      assertThat(operation.getByText("certificate").first()).isVisible();
      assertThat(tab.errors()).isEmpty();
    }
  }

  /** Opens the lab with the token, as somebody does who has started the network. */
  private static Page enterLab(Tab tab, int node) throws IOException {
    Page page = tab.page();
    page.navigate(LiveNetwork.url(node) + "/lab");
    page.getByLabel("Token").fill("not the token");
    page.getByText("Enter the lab").click();
    assertThat(page.getByText("This is not the lab's token.")).isVisible();
    page.getByLabel("Token").fill(network.labToken());
    page.getByText("Enter the lab").click();
    assertThat(patient(page, 3).getByText("Make node3 malicious")).isVisible();
    // The refusal is the browser's to report.
    assertThat(tab.errors()).hasSize(1);
    return page;
  }

  private static Locator patient(Page page, int node) {
    return page.getByRole(
        AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("node" + node).setExact(true));
  }

  @Test
  @Order(9)
  void aPrimaryMadeMaliciousOnThePageIsReplacedAndProvenBeforeTheReadersEyes() throws IOException {
    int liar = network.get(1, "/api/v1/network").path("primary").asInt();
    int witness = (liar + 1) % LiveNetwork.NODES;
    try (Tab tab = browser.open(Look.LIGHT)) {
      Page page = enterLab(tab, witness);
      patient(page, liar).getByLabel("Misbehaviour").selectOption("equivocate");
      patient(page, liar).getByText("Make node" + liar + " malicious").click();
      assertThat(patient(page, liar).getByText("malicious", EXACTLY)).isVisible();
      assertThat(page.getByText("1 of 1 tolerated")).isVisible();

      LiveNetwork.Ran sent = network.send(witness, "dev2", CAROL, "3.75");
      assertThat(sent.code()).as(sent.output()).isZero();
      link(page, "Overview").click();
      assertThat(page.getByText("3.75 TET")).isVisible();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> network.get(witness, "/api/v1/network").path("evidenceCount").asInt() > 0);
      assertThat(page.getByText("that a replica lied")).isVisible();
      page.locator(".tabs a", new Page.LocatorOptions().setHasText("Evidence")).click();
      assertThat(page.getByText("node" + liar + " has signed what contradicts itself")).isVisible();
      assertThat(page.locator(".pair mark").first()).isVisible();

      String height =
          network.get(witness, "/api/v1/transactions?limit=1").at("/items/0/height").asText();
      page.navigate(LiveNetwork.url(witness) + "/theatre?block=" + height);
      assertThat(page.getByText("node" + liar + " said different things")).isVisible();
      assertThat(page.locator(".arrow[data-colour=bad] .letter").getByText("A").first())
          .isVisible();
      assertThat(page.locator(".arrow[data-type=NEW-VIEW]").first()).isVisible();

      link(page, "Lab").click();
      patient(page, liar).getByText("Make node" + liar + " honest again").click();
      assertThat(page.getByText("0 of 1 tolerated")).isVisible();
      assertThat(tab.accessibilityFaults()).isEmpty();
      assertThat(tab.errors()).isEmpty();
    }
  }

  @Test
  @Order(10)
  void theLabWarnsBeforeMoreThanFAreFaultyAndCutsAndHealsLines() throws IOException {
    try (Tab tab = browser.open(Look.DARK)) {
      Page page = enterLab(tab, 0);
      patient(page, 1).getByLabel("Misbehaviour").selectOption("slow-primary");
      patient(page, 1).getByText("Make node1 malicious").click();
      assertThat(patient(page, 1).getByText("malicious", EXACTLY)).isVisible();
      patient(page, 2).getByText("Make node2 malicious").click();
      assertThat(page.getByText("2 of 4, and no more than 1 may be")).isVisible();
      page.getByText("Leave it").click();
      assertThat(patient(page, 2).getByText("malicious", EXACTLY)).isHidden();

      page.getByText("Cut node0 off from all").click();
      assertThat(page.getByText("cut", new Page.GetByTextOptions().setExact(true))).hasCount(6);
      page.getByText("Heal everything").click();
      assertThat(page.getByText("cut", new Page.GetByTextOptions().setExact(true))).hasCount(0);
      assertThat(page.getByText("0 of 1 tolerated")).isVisible();
      assertThat(tab.errors()).isEmpty();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> network.get(0, "/api/v1/network").path("quorumPresent").asBoolean());
  }

  @Test
  @Order(11)
  void aPageWhoseNodeGoesAwaySaysSoAndGoesOnByItself() throws IOException {
    try (Tab tab = open(Look.LIGHT, "/")) {
      Page page = tab.page();
      assertThat(page.getByText("Latest blocks")).isVisible();
      assertThat(network.node("node", "kill", "node0").code()).isZero();
      assertThat(page.getByText("node0 does not answer")).isVisible();
      assertThat(page.getByText("Latest blocks")).isVisible();

      assertThat(network.node("node", "start", "node0").code()).isZero();
      assertThat(page.getByText("node0 does not answer")).isHidden();
      send("dev3", "4.5");
      assertThat(page.getByText("4.5 TET")).isVisible();
    }
  }
}
