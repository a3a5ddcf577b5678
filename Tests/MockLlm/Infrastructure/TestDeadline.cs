using System.Runtime.CompilerServices;

namespace LlmAspire.Tests.MockLlm.Infrastructure;

/// <summary>Bounds every wait of a test: what should have come long ago makes the test fail, not hang.</summary>
internal static class TestDeadline
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly ConditionalWeakTable<object, CancellationTokenSource> Sources = [];

    /// <summary>Cancelled when the running test has taken too long, or is cancelled itself.</summary>
    public static CancellationToken Token => Sources.GetValue(TestContext.Current.Test!, static _ =>
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(Limit);
        return source;
    }).Token;
}
