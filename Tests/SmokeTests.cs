namespace LlmAspire.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Nothing_yet() => Assert.True(true);
}
