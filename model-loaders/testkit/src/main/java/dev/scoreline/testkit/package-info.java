/** What the tests of several modules share. Never on the class path of a running server. */
package dev.scoreline.testkit;
