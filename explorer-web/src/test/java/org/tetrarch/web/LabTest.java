package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.web.fake.FakeLab;

/** The lab's routes: shut without --lab, and guarded by the token with it. */
final class LabTest extends ServerTest {

  private static final String TOKEN = "X-Tetrarch-Lab-Token";

  @Test
  void misbehaviourIsSetListedAndCleared() throws Exception {
    Client.Answer set = send("PUT", "/api/v1/lab/misbehaviour/equivocate", FakeLab.TOKEN);
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json().get("active").asText()).isEqualTo("equivocate");
    assertThat(node.lab.active()).contains("equivocate");
    assertThat(client.get("/api/v1/network").json().at("/node/misbehaviour").asText())
        .isEqualTo("equivocate");
    Client.Answer listed = send("GET", "/api/v1/lab", FakeLab.TOKEN);
    assertThat(listed.json().at("/misbehaviours/0/name").asText()).isEqualTo("silent");
    Client.Answer cleared = send("DELETE", "/api/v1/lab/misbehaviour", FakeLab.TOKEN);
    assertThat(cleared.json().has("active")).isFalse();
    assertThat(node.lab.active()).isEmpty();
  }

  @Test
  void unknownMisbehaviourIsNotFound() throws Exception {
    Client.Answer answer = send("PUT", "/api/v1/lab/misbehaviour/dance", FakeLab.TOKEN);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("field").asText()).isEqualTo("name");
  }

  @Test
  void aLineIsMadeWorseStepByStepAndHealed() throws Exception {
    send("PUT", "/api/v1/lab/links/node1/delay/250", FakeLab.TOKEN);
    send("PUT", "/api/v1/lab/links/node1/drop/30", FakeLab.TOKEN);
    Client.Answer cut = send("PUT", "/api/v1/lab/links/node1/cut", FakeLab.TOKEN);
    assertThat(cut.json().at("/links/0").toString())
        .isEqualTo("{\"peer\":\"node1\",\"cut\":true,\"delayMillis\":250,\"dropPercent\":30}");
    assertThat(cut.json().at("/links/1/cut").booleanValue()).isFalse();

    Client.Answer healed = send("DELETE", "/api/v1/lab/links", FakeLab.TOKEN);
    assertThat(healed.json().at("/links/0").toString())
        .isEqualTo("{\"peer\":\"node1\",\"cut\":false,\"delayMillis\":0,\"dropPercent\":0}");
  }

  @Test
  void aLineThatIsNotThereOrANumberThatMakesNoSenseIsNamed() throws Exception {
    Client.Answer nobody = send("PUT", "/api/v1/lab/links/node9/cut", FakeLab.TOKEN);
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(nobody.json().get("field").asText()).isEqualTo("peer");
    for (String bad : new String[] {"drop/101", "drop/-1", "drop/x", "delay/60001", "delay/1.5"}) {
      Client.Answer answer = send("PUT", "/api/v1/lab/links/node1/" + bad, FakeLab.TOKEN);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.json().get("field").asText()).isIn("percent", "millis");
    }
  }

  @Test
  void nothingIsDoneOrShownWithoutTheToken() throws Exception {
    for (String token : new String[] {"", "open sesam", "open sesame!", "OPEN SESAME"}) {
      for (String[] route :
          new String[][] {
            {"GET", "/api/v1/lab"},
            {"PUT", "/api/v1/lab/misbehaviour/silent"},
            {"DELETE", "/api/v1/lab/misbehaviour"},
            {"PUT", "/api/v1/lab/links/node1/cut"},
            {"PUT", "/api/v1/lab/links/node1/delay/5"},
            {"PUT", "/api/v1/lab/links/node1/drop/5"},
            {"DELETE", "/api/v1/lab/links"}
          }) {
        Client.Answer answer = send(route[0], route[1], token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("field").asText()).isEqualTo(TOKEN);
        assertThat(answer.raw().body()).doesNotContain("sesame");
      }
    }
    Client.Answer none =
        client.send(
            client
                .request("/api/v1/lab/misbehaviour/silent")
                .PUT(HttpRequest.BodyPublishers.noBody()));
    assertThat(none.status()).isEqualTo(401);
    assertThat(node.lab.active()).isEmpty();
  }

  @Test
  void honestNodeCannotBeMadeMaliciousAndSaysSo() throws Exception {
    try (WebServer honest =
            WebServer.start(
                WebConfig.loopback(0), node.ports(node.chain, Optional.empty()), meters);
        Client asking = new Client(honest.port())) {
      Client.Answer answer =
          asking.send(
              asking
                  .request("/api/v1/lab/misbehaviour/silent")
                  .header(TOKEN, FakeLab.TOKEN)
                  .PUT(HttpRequest.BodyPublishers.noBody()));
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.json().get("detail").asText())
          .isEqualTo("This node was started without --lab and cannot be made malicious.");
      assertThat(asking.get("/api/v1/lab").status()).isEqualTo(409);
      assertThat(asking.get("/api/v1/network").json().at("/node/lab").booleanValue()).isFalse();
    }
  }

  private Client.Answer send(String method, String path, String token) throws Exception {
    return client.send(
        client
            .request(path)
            .header(TOKEN, token)
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }
}
