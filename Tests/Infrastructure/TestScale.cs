namespace LlmAspire.Tests.Infrastructure;

/// <summary>How much the long tests do: a sample in <c>dotnet test</c>, everything where <c>TEST_SCALE</c> is <c>full</c>, as in CI.</summary>
internal static class TestScale
{
    /// <summary>Whether everything is to be done.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("TEST_SCALE") == "full";
}
