namespace LlmAspire.MockLlm;

/// <summary>Marks this assembly: tests that start several web projects name one type of each.</summary>
public sealed class MockLlmAssembly
{
    private MockLlmAssembly()
    {
    }
}
