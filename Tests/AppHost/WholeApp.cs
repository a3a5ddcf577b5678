namespace LlmAspire.Tests.AppHost;

/// <summary>Tests that look at one running app together; those that stop parts of it start one of their own.</summary>
[CollectionDefinition(Name)]
public sealed class WholeApp : ICollectionFixture<LlmAspireApp>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "whole app";
}
