namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>When a filter dies.</summary>
/// <param name="After">After so many bytes of its answer.</param>
/// <param name="InOrder">Whether its answer ends then, instead of being broken off.</param>
/// <param name="GroupSize">How many events it answers at once.</param>
internal sealed record KillPlan(int After, bool InOrder, int GroupSize)
{
    /// <summary>How many events it acknowledged before it died.</summary>
    public int Acknowledged { get; set; }
}
