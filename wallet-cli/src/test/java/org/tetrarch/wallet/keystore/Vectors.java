package org.tetrarch.wallet.keystore;

import org.tetrarch.ledger.crypto.PrivateKey;

/** The test vectors of the Web3 Secret Storage Definition, version 3, and files of geth's tests. */
final class Vectors {
  static final String PASSWORD = "testpassword";
  static final PrivateKey KEY =
      PrivateKey.fromHex("7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d");

  static final String PBKDF2 =
      """
      {
        "crypto" : {
          "cipher" : "aes-128-ctr",
          "cipherparams" : { "iv" : "6087dab2f9fdbbfaddc31a909735c1e6" },
          "ciphertext" : "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
          "kdf" : "pbkdf2",
          "kdfparams" : {
            "c" : 262144,
            "dklen" : 32,
            "prf" : "hmac-sha256",
            "salt" : "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"
          },
          "mac" : "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"
        },
        "id" : "3198bc9c-6672-5ab3-d995-4942343ae5b6",
        "version" : 3
      }
      """;

  /** With r = 1, which RFC 7914 does not allow with such an n. */
  static final String SCRYPT =
      """
      {
        "crypto" : {
          "cipher" : "aes-128-ctr",
          "cipherparams" : { "iv" : "83dbcc02d8ccb40e466191a123791e0e" },
          "ciphertext" : "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
          "kdf" : "scrypt",
          "kdfparams" : {
            "dklen" : 32,
            "n" : 262144,
            "r" : 1,
            "p" : 8,
            "salt" : "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"
          },
          "mac" : "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"
        },
        "id" : "3198bc9c-6672-5ab3-d995-4942343ae5b6",
        "version" : 3
      }
      """;

  /** Under the password foobar. */
  static final String GETH =
      """
      {"address":"f466859ead1932d743d622cb74fc058882e8648a","crypto":{"cipher":"aes-128-ctr",\
      "ciphertext":"cb664472deacb41a2e995fa7f96fe29ce744471deb8d146a0e43c7898c9ddd4d",\
      "cipherparams":{"iv":"dfd9ee70812add5f4b8f89d0811c9158"},"kdf":"scrypt",\
      "kdfparams":{"dklen":32,"n":8,"p":16,"r":8,\
      "salt":"0d6769bf016d45c479213990d6a08d938469c4adad8a02ce507b4a4e7b7739f1"},\
      "mac":"bac9af994b15a45dd39669fc66f9aa8a3b9dd8c22cb16e4d8d7ea089d0f1a1a9"},\
      "id":"472e8b3d-afb6-45b5-8111-72c89895099a","version":3}""";

  /** Under no password. */
  static final String GETH_VERY_LIGHT =
      """
      {
        "address": "45dea0fb0bba44f4fcf290bba71fd57d7117cbb8",
        "crypto": {
          "cipher": "aes-128-ctr",
          "ciphertext": "b87781948a1befd247bff51ef4063f716cf6c2d3481163e9a8f42e1f9bb74145",
          "cipherparams": {
            "iv": "dc4926b48a105133d2f16b96833abf1e"
          },
          "kdf": "scrypt",
          "kdfparams": {
            "dklen": 32,
            "n": 2,
            "p": 1,
            "r": 8,
            "salt": "004244bbdc51cadda545b1cfa43cff9ed2ae88e08c61f1479dbb45410722f8f0"
          },
          "mac": "39990c1684557447940d4c69e06b1b82b2aceacb43f284df65c956daf3046b85"
        },
        "id": "ce541d8d-c79b-40f8-9f8c-20f59616faba",
        "version": 3
      }
      """;

  private Vectors() {}
}
